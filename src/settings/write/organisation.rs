//! The organisation and the rules of pairing.

use std::path::PathBuf;

use crate::document::literal::list;
use crate::organisation::{Organisation, PairingSettings};

use super::Page;

pub(super) fn write(organisation: &Organisation, register: &[PathBuf], page: &mut Page<'_>) {
    page.comment(
        "Organisationen: vad som är dess eget, så att internt kan skiljas från externt och ett svar\n\
         från en vidarebefordran. En domän står för sig själv och dem under den, \"=example.se\" för\n\
         sig själv allena. Nummer är serier, enstaka nummer eller början på dem (\"08-555 00*\");\n\
         anknytningar är vad de egna telefonerna slår. Registret (kolumnerna kind, key, department,\n\
         board, from, until) säger vems varje brevlåda, nummer, kö, enhet och person är; en relativ\n\
         sökväg börjar i den här filens mapp.",
        "The organisation: what is its own, so that internal can be told from external and an\n\
         answer from a forwarding. A domain stands for itself and those below it, \"=example.se\"\n\
         for itself alone. Numbers are ranges, single numbers or beginnings (\"08-555 00*\");\n\
         extensions are what its own telephones dial. The register (columns kind, key,\n\
         department, board, from, until) tells whose each mailbox, number, queue, unit and\n\
         person is; a relative path starts at the folder of this file.",
    );
    if organisation.is_empty() && register.is_empty() {
        page.remark("[organisation]");
    } else {
        page.line("[organisation]");
    }
    page.enter("organisation");
    let texts = |texts: Vec<String>| (!texts.is_empty()).then(|| list(texts));
    let domains = organisation.domains.iter().map(ToString::to_string).collect();
    page.option("domains", texts(domains), "[\"example.se\"]", "inga", "none");
    let numbers = organisation.numbers.iter().map(ToString::to_string).collect();
    page.option("numbers", texts(numbers), "[\"08-555 00 000..08-555 00 999\"]", "inga", "none");
    let extensions = organisation.extensions.iter().map(ToString::to_string).collect();
    page.option("extensions", texts(extensions), "[\"1000..1999\"]", "inga", "none");
    let boxes = organisation.function_boxes.iter().map(ToString::to_string).collect();
    page.option("function_boxes", texts(boxes), "[\"kommun@example.se\"]", "inga", "none");
    let files = register.iter().map(|file| file.to_string_lossy().into_owned()).collect();
    page.option("register", texts(files), "[\"register.csv\"]", "inget", "none");
}

pub(super) fn pairing(pairing: &PairingSettings, page: &mut Page<'_>) {
    page.leave();
    page.comment(
        "Parning: hur ett svar hittas som står på en annan rad. Det räknas i window_days dygn;\n\
         samtal som ringde kortare än ignore_rings_under utan att någon svarade öppnar ingen kontakt.\n\
         Därefter: om ett samtal besvarar ett sms och tvärtom; om fler meddelanden före svaret hör\n\
         till den öppna kontakten; om samma nummers nästa samtal som en person svarar på besvarar ett\n\
         missat; och om bara den förvaltning som fick frågan kan svara.",
        "Pairing: how an answer is found where it stands in another row. It counts for\n\
         window_days; calls that rang for less than ignore_rings_under and that nobody picked up\n\
         open no contact. Then: whether a call answers an SMS and the other way round; whether\n\
         further messages before the answer belong to the open contact; whether the same\n\
         number's next call that a person picks up answers a missed one; and whether only the\n\
         department that was asked can answer.",
    );
    page.line("[pairing]");
    page.set("window_days", pairing.window_days.to_string());
    page.set("ignore_rings_under", format!("\"{} s\"", pairing.ignore_rings_under_s));
    page.set("cross_channels", pairing.cross_channels.to_string());
    page.set("merge_repeats", pairing.merge_repeats.to_string());
    page.set("answered_by_new_call", pairing.answered_by_new_call.to_string());
    page.set("same_department", pairing.same_department.to_string());
}

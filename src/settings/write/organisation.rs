//! The organisation and the rules of pairing.

use std::path::PathBuf;

use crate::document::literal::list;
use crate::organisation::{Organisation, PairingSettings};

use super::Page;

pub(super) fn write(organisation: &Organisation, register: &[PathBuf], page: &mut Page) {
    page.comment(
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
    let texts = |texts: Vec<String>| (!texts.is_empty()).then(|| list(texts));
    let domains = organisation.domains.iter().map(ToString::to_string).collect();
    page.option("domains", texts(domains), "[\"example.se\"]", "none");
    let numbers = organisation.numbers.iter().map(ToString::to_string).collect();
    page.option("numbers", texts(numbers), "[\"08-555 00 000..08-555 00 999\"]", "none");
    let extensions = organisation.extensions.iter().map(ToString::to_string).collect();
    page.option("extensions", texts(extensions), "[\"1000..1999\"]", "none");
    let boxes = organisation.function_boxes.iter().map(ToString::to_string).collect();
    page.option("function_boxes", texts(boxes), "[\"kommun@example.se\"]", "none");
    let files = register.iter().map(|file| file.to_string_lossy().into_owned()).collect();
    page.option("register", texts(files), "[\"register.csv\"]", "none");
}

pub(super) fn pairing(pairing: &PairingSettings, page: &mut Page) {
    page.comment(
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

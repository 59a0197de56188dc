//! Archives and packed logs: what is read, and what is refused with which words.

use std::io::{self, Read, Write};

use zip::ZipWriter;
use zip::write::{FileOptions, SimpleFileOptions};

use super::unpack::{Gunzip, Limits};
use super::*;

/// A zip file of these members.
fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options: SimpleFileOptions = FileOptions::default();
        if name.ends_with('/') {
            writer.add_directory(*name, options).unwrap();
        } else {
            writer.start_file(*name, options).unwrap();
            writer.write_all(bytes).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

fn gzip_of(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn text_of(mut stream: Box<dyn Read + Send>) -> Result<String, ReadError> {
    let mut text = String::new();
    stream.read_to_string(&mut text)?;
    Ok(text)
}

fn refusal(bytes: Vec<u8>) -> String {
    Archive::open(bytes).expect_err("refused").to_string()
}

/// Where `needle` stands in `bytes`, every time.
fn places(bytes: &[u8], needle: &[u8]) -> Vec<usize> {
    memchr::memmem::find_iter(bytes, needle).collect()
}

#[test]
fn members_come_in_the_order_of_their_names_without_what_nobody_exported() {
    let bytes = zip_of(&[
        ("b.csv", b"b"),
        ("logs/", b""),
        ("logs/a.csv", b"a"),
        ("__MACOSX/logs/._a.csv", b"x"),
        (".DS_Store", b"x"),
        ("logs/.hidden", b"x"),
        ("Thumbs.db", b"x"),
        ("../above.csv", b"c"),
    ]);
    let archive = Archive::open(bytes).unwrap();
    let all: Vec<(&str, u64, String)> = archive
        .members()
        .iter()
        .enumerate()
        .map(|(at, member)| (member.name(), member.size(), text_of(archive.unpack(at)).unwrap()))
        .collect();
    let expected = [("../above.csv", "c"), ("b.csv", "b"), ("logs/a.csv", "a")];
    assert_eq!(all, expected.map(|(name, text)| (name, 1, text.to_owned())));
}

#[test]
fn a_name_cannot_give_orders_to_a_terminal() {
    let bytes = zip_of(&[("a\u{1b}[2J\n\u{202e}vsc.csv", b"a")]);
    let archive = Archive::open(bytes).unwrap();
    assert_eq!(archive.members()[0].name(), "a\u{b7}[2J\u{b7}\u{b7}vsc.csv");
}

#[test]
fn a_workbook_is_told_from_an_archive_by_what_is_in_it() {
    let content = ("content.xml", &b"<x/>"[..]);
    let spreadsheet = b"application/vnd.oasis.opendocument.spreadsheet";
    for (members, expected) in [
        (&[("a.csv", &b"a"[..]), ("b.csv", b"b")][..], Ok(Zipped::Archive)),
        (&[("content.xml", b"<x/>")], Ok(Zipped::Archive)),
        (&[("[Content_Types].xml", b""), ("xl/workbook.xml", b"")], Ok(Zipped::Workbook)),
        (&[("mimetype", spreadsheet), content], Ok(Zipped::Workbook)),
        (&[("META-INF/manifest.xml", b""), content], Ok(Zipped::Workbook)),
        (
            &[("mimetype", b"application/vnd.oasis.opendocument.text"), content],
            Err("is an OpenDocument file without sheets, not a workbook that is read; save its \
                 table as .xlsx or \"CSV UTF-8\""),
        ),
        (
            &[("[Content_Types].xml", b""), ("word/document.xml", b"")],
            Err("is a Word document, not a workbook that is read; save its table as .xlsx or \
                 \"CSV UTF-8\""),
        ),
        (
            &[("[Content_Types].xml", b""), ("xl/workbook.bin", b"")],
            Err("is a binary Excel workbook (.xlsb), not a workbook that is read; save its \
                 table as .xlsx or \"CSV UTF-8\""),
        ),
    ] {
        let found = zipped(&zip_of(members)).map_err(|error| error.to_string());
        assert_eq!(found, expected.map_err(str::to_owned));
    }
}

#[test]
fn an_archive_in_an_archive_is_refused_and_a_workbook_in_it_is_not() {
    let inner = zip_of(&[("a.csv", b"a")]);
    assert_eq!(
        refusal(zip_of(&[("inner.csv", &inner)])),
        "is a zip file with another one in it, \"inner.csv\"; unpack the outer one and name the \
         inner ones"
    );
    assert!(Archive::open(zip_of(&[("lista.XLSX", &inner)])).is_ok());
}

#[test]
fn what_cannot_be_unpacked_is_refused_with_a_way_out() {
    assert_eq!(
        refusal(zip_of(&[("logs/", b"")])),
        "is a zip file without files; it should hold exported logs"
    );
    let damaged = "is packed, and damaged or cut short; copy or export it again, or unpack it \
                   with another program";
    assert_eq!(refusal(b"PK\x03\x04 and no more".to_vec()), damaged);

    // Bit 0 of the flags, 6 bytes into the local header and 8 into the central one.
    let mut encrypted = zip_of(&[("hemlig.csv", b"a")]);
    for (magic, at) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let header = places(&encrypted, magic)[0];
        encrypted[header + at] |= 1;
    }
    assert_eq!(
        refusal(encrypted),
        "is a zip file that needs a password for \"hemlig.csv\"; unpack it with the password \
         and name the files that were in it"
    );

    // The method, 8 bytes into the local header and 10 into the central one: 12 is bzip2.
    let mut bzip2 = zip_of(&[("a.csv", b"a")]);
    for (magic, at) in [(b"PK\x03\x04", 8), (b"PK\x01\x02", 10)] {
        let header = places(&bzip2, magic)[0];
        bzip2[header + at] = 12;
    }
    assert_eq!(
        refusal(bzip2),
        "is a zip file that packs \"a.csv\" in an unusual way; unpack it and name the files \
         that were in it, or pack them with deflate"
    );
}

#[test]
fn two_members_of_one_name_are_refused_since_one_would_be_lost() {
    let mut bytes = zip_of(&[("a.csv", b"a"), ("b.csv", b"b")]);
    for at in places(&bytes, b"b.csv") {
        bytes[at] = b'a';
    }
    assert_eq!(
        refusal(bytes),
        "is a zip file with two files of the same name, of which one would be lost; pack them \
         under different names"
    );
}

#[test]
fn a_member_that_is_not_what_the_archive_says_fails_while_it_is_read() {
    let sound = zip_of(&[("a.csv", &b"kanal;inkom\n".repeat(100))]);
    let central = places(&sound, b"PK\x01\x02")[0];
    for (at, what) in [(16, "checksum"), (24, "size")] {
        let mut bytes = sound.clone();
        bytes[central + at] ^= 1;
        let archive = Archive::open(bytes).unwrap();
        let error = text_of(archive.unpack(0)).expect_err(what);
        assert!(matches!(error, ReadError::Archive(ArchiveError::Damaged)), "{what}: {error}");
    }
    let mut bytes = sound;
    bytes[50] ^= 0xff;
    assert!(text_of(Archive::open(bytes).unwrap().unpack(0)).is_err());
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    // Nothing but zeros packs to a thousandth.
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("noll.csv", SimpleFileOptions::default()).unwrap();
    io::copy(&mut io::repeat(0).take(100 << 20), &mut writer).unwrap();
    let bomb = writer.finish().unwrap().into_inner();
    assert_eq!(
        refusal(bomb.clone()),
        "unpacks to more than 200 times its size, as a bomb does; if it is a log, unpack it \
         with another program first"
    );

    // The same beside something that does not pack, so that the whole looks harmless.
    let mut noise: u32 = 1;
    let noise: Vec<u8> = (0..2 << 20)
        .map(|_| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (noise >> 24) as u8
        })
        .collect();
    let mut writer = ZipWriter::new_append(Cursor::new(bomb)).unwrap();
    writer.start_file("brus.csv", SimpleFileOptions::default()).unwrap();
    writer.write_all(&noise).unwrap();
    assert_eq!(
        refusal(writer.finish().unwrap().into_inner()),
        "is a zip file in which \"noll.csv\" unpacks to more than 200 times its size, as a bomb \
         does; if it is a log, unpack it with another program first"
    );
}

#[test]
fn members_that_share_their_bytes_are_refused() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("a.csv", SimpleFileOptions::default()).unwrap();
    writer.write_all(b"kanal;inkom").unwrap();
    writer.shallow_copy_file("a.csv", "b.csv").unwrap();
    assert_eq!(
        refusal(writer.finish().unwrap().into_inner()),
        "is a zip file whose files share their packed bytes, as a zip bomb does; it is not \
         unpacked: pack the logs again"
    );
}

#[test]
fn an_archive_has_no_more_members_than_a_file_a_day_for_many_years() {
    let names: Vec<String> = (0..=MEMBER_LIMIT).map(|at| format!("{at}.csv")).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(
        refusal(zip_of(&members)),
        "is a zip file with more than 10000 files; unpack it, or pack fewer together"
    );
    assert_eq!(Archive::open(zip_of(&members[1..])).unwrap().members().len(), MEMBER_LIMIT);
}

#[test]
fn gzip_is_unpacked_through_all_its_parts() {
    // Logs that were appended to: several gzip files one after the other are one.
    let bytes = [gzip_of(b"kanal;inkom\n"), gzip_of(b"sms;2026-03-02\n")].concat();
    let text = text_of(gunzip(Box::new(Cursor::new(bytes)))).unwrap();
    assert_eq!(text, "kanal;inkom\nsms;2026-03-02\n");
}

#[test]
fn gzip_that_is_cut_short_or_changed_is_damaged() {
    let sound = gzip_of(&b"kanal;inkom\n".repeat(1000));
    let mut changed = sound.clone();
    let checksum = changed.len() - 8;
    changed[checksum] ^= 1;
    for bytes in [sound[..sound.len() - 9].to_vec(), changed, b"\x1f\x8b\x08".to_vec()] {
        let error = text_of(gunzip(Box::new(Cursor::new(bytes)))).expect_err("damaged");
        assert!(matches!(error, ReadError::Archive(ArchiveError::Damaged)), "{error}");
    }
}

#[test]
fn an_input_that_fails_is_not_called_damaged() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::from(io::ErrorKind::PermissionDenied))
        }
    }
    let error = text_of(gunzip(Box::new(Failing))).expect_err("denied");
    assert!(matches!(error, ReadError::Io(_)), "{error}");
}

#[test]
fn gzip_stops_at_its_limits() {
    let bytes = gzip_of(&[b'0'; 100_000]);
    for (unpacked, ratio, ratio_free, expected) in [
        (100_000, 10_000, 0, None),
        (
            99_999,
            10_000,
            0,
            Some("unpacks to more than 99999 bytes, the most that is read; split it up"),
        ),
        (100_000, 100, 100_000, None),
        (
            100_000,
            100,
            50_000,
            Some(
                "unpacks to more than 100 times its size, as a bomb does; if it is a log, \
                  unpack it with another program first",
            ),
        ),
    ] {
        let limits = Limits { unpacked, ratio, ratio_free };
        let stream = Gunzip::new(Box::new(Cursor::new(bytes.clone())), limits);
        let error = text_of(Box::new(stream)).err().map(|error| error.to_string());
        assert_eq!(error.as_deref(), expected);
    }
}

#[test]
fn a_container_is_held_in_memory_up_to_a_limit() {
    let input = || Box::new(Cursor::new(vec![7; 1 << 20]));
    assert_eq!(whole_within(input(), 1 << 20).unwrap(), vec![7; 1 << 20]);
    assert_eq!(
        whole_within(input(), (1 << 20) - 1).unwrap_err().to_string(),
        "is larger than the 1048575 bytes that are read into memory; unpack it, or export a \
         shorter period"
    );
}

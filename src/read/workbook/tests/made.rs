//! Workbooks by hand, for what no program writes.

use super::*;

/// A zip file of these members.
pub(super) fn zip_of(members: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// An Excel workbook with the sheet `Blad1`. Style 1 shows a date, style 2 a date and a time.
pub(super) struct Sheets<'t> {
    pub(super) rows: &'t str,
    /// The shared texts, and how many they are said to be.
    pub(super) texts: &'t str,
    pub(super) count: u64,
    pub(super) is_1904: bool,
    pub(super) has_sheet: bool,
}

impl Default for Sheets<'_> {
    fn default() -> Self {
        Self { rows: "", texts: "", count: 0, is_1904: false, has_sheet: true }
    }
}

impl<'t> Sheets<'t> {
    pub(super) fn of(rows: &'t str) -> Self {
        Self { rows, ..Self::default() }
    }

    pub(super) fn xlsx(&self) -> Vec<u8> {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let relations = |all: &str| format!("<Relationships>{all}</Relationships>");
        let relation = |id: &str, kind: &str, target: &str| {
            format!("<Relationship Id='{id}' Type='{office}/{kind}' Target='{target}'/>")
        };
        let sheet = if self.has_sheet { "<sheet name='Blad1' sheetId='1' r:id='r1'/>" } else { "" };
        let is_1904 = u8::from(self.is_1904);
        let members = [
            ("[Content_Types].xml", "<Types/>".to_owned()),
            ("_rels/.rels", relations(&relation("r1", "officeDocument", "xl/workbook.xml"))),
            (
                "xl/_rels/workbook.xml.rels",
                relations(&relation("r1", "worksheet", "worksheets/sheet1.xml")),
            ),
            (
                "xl/workbook.xml",
                format!(
                    "<workbook><workbookPr date1904='{is_1904}'/><sheets>{sheet}</sheets></workbook>"
                ),
            ),
            (
                "xl/styles.xml",
                "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='22'/>\
                 </cellXfs></styleSheet>"
                    .to_owned(),
            ),
            (
                "xl/sharedStrings.xml",
                format!("<sst uniqueCount='{}'>{}</sst>", self.count, self.texts),
            ),
            (
                "xl/worksheets/sheet1.xml",
                format!("<worksheet><sheetData>{}</sheetData></worksheet>", self.rows),
            ),
        ];
        let members: Vec<_> = members.iter().map(|(name, text)| (*name, text.as_str())).collect();
        zip_of(&members)
    }
}

/// An OpenDocument workbook whose `office:spreadsheet` holds `body`.
pub(super) fn ods(body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>\
         <style:style style:name='ta2' style:family='table'>\
         <style:table-properties table:display='false'/></style:style>\
         </office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet>\
         </office:body></office:document-content>"
    );
    ods_with(&content)
}

/// An OpenDocument workbook with this `content.xml`.
pub(super) fn ods_with(content: &str) -> Vec<u8> {
    zip_of(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", content),
    ])
}

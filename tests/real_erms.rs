//! The CITS ERMS example of svkau/SvKGS-Arendehandlingar (Apache-2.0) in the folder that
//! `SVARSTID_REAL_DATA` names, as rows. Without the variable this test says so and passes; with
//! it, a missing file is a failure.
//!
//! The cells were read off the file by hand: it has one aggregation ("F 2019-0032") with one
//! record, on line 151, an outgoing document with one receiver, registered on 2020-02-03. Other
//! elements called `objectId` and `date` stand deeper and belong to something else.

use std::env;
use std::fs;
use std::path::Path;

use svarstid::read::{root_name, xml};

#[test]
#[allow(clippy::print_stderr, reason = "a test that is left out says so")]
fn the_one_document_of_the_erms_example_is_a_row() {
    let Some(folder) = env::var_os("SVARSTID_REAL_DATA") else {
        eprintln!("svk-erms-exempel.xml: not tested, SVARSTID_REAL_DATA is not set");
        return;
    };
    let path = Path::new(&folder).join("svk-erms-exempel.xml");
    let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(root_name(&bytes).as_deref(), Some("erms"));
    let cells = [
        ("../objectId", "F 2019-0032"),
        ("../@aggregationType", "caseFile"),
        ("objectId", "C 1995-0032:1"),
        ("direction/@directionDefinition", "outgoing"),
        ("dates/date[@dateType='originated']", "2020-02-03T00:00:00"),
        ("dates/date[@dateType='received']", ""),
        ("agents/agent[@agentType='receiver']/name", "Jörgen Mottagare"),
        ("keywords/keyword[*]", "församlingsordning;kyrkorådet"),
        ("runningNumber", "1"),
    ];
    let columns = cells.map(|(path, _)| path.to_owned());
    for records in ["erms/aggregations/aggregation/record", "//record"] {
        let grid = xml(&bytes, &[records.to_owned()], &columns).expect("a sound document");
        assert_eq!((grid.len(), grid.line(0)), (1, 151), "{records}");
        for (column, (path, cell)) in cells.iter().enumerate() {
            assert_eq!(grid.cell(0, column), Some(cell.as_bytes()), "{path}");
        }
    }
}

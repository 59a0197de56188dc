//! Tests of the columns: the best name wins, and a tie is an error.

use super::*;

fn header(cells: &str) -> Vec<String> {
    cells.split(',').map(String::from).collect()
}

#[test]
fn the_header_of_the_receipt_log_is_understood() {
    let columns =
        Columns::find(&header("case,channel,department,group,received,answered")).unwrap();
    let found: Vec<_> = Field::ALL.map(|field| columns.get(field)).to_vec();
    assert_eq!(found, [Some(0), Some(1), None, Some(2), Some(4), Some(5), None]);
}

#[test]
fn the_stronger_name_wins_wherever_it_stands() {
    for (cells, field, index) in [
        ("Inkom,received", Field::Received, 1),
        ("received,Inkom", Field::Received, 0),
        ("Kanal,channel,Inkom", Field::Channel, 1),
        ("Id,Ärendenr,Inkom", Field::Id, 0),
        ("Ärende,Ärendenr,Inkom", Field::Id, 1),
        ("Förvaltning,Enhet,Inkom", Field::Department, 0),
        ("Enhet,Avdelning,Department,Inkom", Field::Department, 2),
        ("Svar,Besvarad,Inkom", Field::Answered, 1),
    ] {
        assert_eq!(Columns::find(&header(cells)).unwrap().get(field), Some(index), "{cells}");
    }
}

#[test]
fn two_columns_for_one_field_are_an_error_that_names_both() {
    for (cells, message) in [
        ("Inkom,Mottaget", "columns \"Inkom\" and \"Mottaget\" both mean received"),
        ("received,RECEIVED", "columns \"received\" and \"RECEIVED\" both mean received"),
        ("Enhet,Inkom,Avdelning", "columns \"Enhet\" and \"Avdelning\" both mean department"),
    ] {
        let message = format!("{message}; rename one, or say which it is in a [[source]]");
        assert_eq!(Columns::find(&header(cells)).unwrap_err().to_string(), message);
    }
}

#[test]
fn a_header_without_a_receipt_is_an_error_that_looks_for_a_misspelling() {
    let no = "no column says when a contact came in; name one \"received\" or \"inkom\", or say \
              which it is in a [[source]]";
    for (cells, hint) in [
        ("id,channel", ""),
        ("id,recieved,answered", " (is it \"recieved\"?)"),
        ("Innkommen,Recieved", " (is it \"Recieved\" or \"Innkommen\"?)"),
        ("", ""),
    ] {
        let error = Columns::find(&header(cells)).unwrap_err();
        assert_eq!(error.to_string(), format!("{no}{hint}"), "{cells}");
    }
    assert!(Columns::find(&[]).is_err());
}

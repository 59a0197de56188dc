//! An earlier period to compare with: judged by the same run, or printed by an earlier one.

use std::fmt;

use serde_json::Value;

use crate::report::audit::AuditFacts;
use crate::report::{Cell, Lang};
use crate::tally::{Figures, KeyPart};

/// Met and judged contacts of an earlier period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// What people call it: a period, or the name of a file.
    pub name: String,
    /// Met and judged contacts of each department, by its name in machine formats; `None` where
    /// they were held back.
    pub rows: Vec<(String, Option<(u64, u64)>)>,
    /// Met and judged contacts of all; `None` where they were held back.
    pub total: Option<(u64, u64)>,
    /// The board that it is of; all where there is none.
    pub board: Option<String>,
    /// The reading that it was judged by, where it is not that of this run.
    pub other_reading: Option<String>,
}

/// Why a file is no earlier run to compare with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EarlierError {
    /// It is no JSON.
    NoJson(String),
    /// It is another kind of report.
    OtherSchema(String),
    /// Its groups are no departments.
    NoDepartments,
    /// It is of another board.
    OtherBoard(String),
}

impl fmt::Display for EarlierError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoJson(why) => write!(
                f,
                "not JSON ({why}); name what `svarstid report` or `svarstid audit` printed with \
                 --format json, or a period"
            ),
            Self::OtherSchema(schema) => write!(
                f,
                "its schema is \"{schema}\"; only svarstid.report/1 and svarstid.audit/1 can be \
                 compared with"
            ),
            Self::NoDepartments => write!(
                f,
                "its groups are no departments; name a run without --by, or with --by department"
            ),
            Self::OtherBoard(board) => {
                write!(f, "it is of {board}; name a run of the same board, or of all")
            }
        }
    }
}

impl std::error::Error for EarlierError {}

/// The name of a key in machine formats.
pub(super) fn key(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Term { id, .. } => id.clone().into_owned(),
        _ => String::new(),
    }
}

fn counts(figures: &Figures) -> (u64, u64) {
    (figures.count(crate::judge::Outcome::Met), figures.judged())
}

impl Earlier {
    /// Of groups that this run judged, by department; `facts` has the names.
    pub fn of_groups(
        name: String,
        groups: &[(Vec<KeyPart>, Figures)],
        total: &Figures,
        facts: &AuditFacts<'_>,
    ) -> Self {
        let named = |(parts, figures): &(Vec<KeyPart>, Figures)| {
            let part = parts.first()?;
            Some((key(&facts.names().cell(*part, Lang::Swedish)), Some(counts(figures))))
        };
        Self {
            name,
            rows: groups.iter().filter_map(named).collect(),
            total: Some(counts(total)),
            board: None,
            other_reading: None,
        }
    }

    /// Of the JSON that an earlier `report` or `audit` printed; `reading` is that of this run.
    ///
    /// # Errors
    /// [`EarlierError`] where it is something else.
    pub fn of_json(file: &str, text: &str, reading: Option<&str>) -> Result<Self, EarlierError> {
        let json: Value =
            serde_json::from_str(text).map_err(|error| EarlierError::NoJson(error.to_string()))?;
        let schema = json["schema"].as_str().unwrap_or_default();
        if !matches!(schema, "svarstid.report/1" | "svarstid.audit/1") {
            return Err(EarlierError::OtherSchema(schema.to_owned()));
        }
        let counts = |figures: &Value| {
            let parts = ["met", "late", "overdue"].map(|name| figures[name].as_u64());
            match parts {
                [Some(met), Some(late), Some(overdue)] => Some((met, met + late + overdue)),
                [Some(met), ..] => figures["judged"].as_u64().map(|judged| (met, judged)),
                _ => None,
            }
        };
        let groups = json["groups"].as_array().map_or(&[][..], Vec::as_slice);
        let named = |group: &Value| {
            // With more dimensions than one a department has more groups than one.
            let has_one = group.as_object()?.keys().nth(1).is_some_and(|name| name == "contacts");
            let name = group["department"].as_str().filter(|_| has_one)?;
            Some((name.to_owned(), counts(group)))
        };
        let rows: Option<Vec<_>> = groups.iter().map(named).collect();
        let period = json["period"]["asked"].as_str();
        let own = json["reading"].as_str();
        Ok(Self {
            name: period.map_or_else(|| file.to_owned(), |period| format!("{period} ({file})")),
            rows: rows.ok_or(EarlierError::NoDepartments)?,
            total: counts(&json["total"]),
            board: json["board"].as_str().map(str::to_owned),
            other_reading: (own != reading)
                .then(|| own.unwrap_or(crate::policy::DEFAULT_READING).to_owned()),
        })
    }

    /// What it says of `board`, or of all: of a run of everything, the departments that the
    /// board has now, as `departments` names them.
    ///
    /// # Errors
    /// [`EarlierError`] where it is of another board.
    pub fn of_board(
        self,
        board: Option<&str>,
        departments: &[KeyPart],
        facts: &AuditFacts<'_>,
    ) -> Result<Self, EarlierError> {
        match (self.board.as_deref(), board) {
            (own, wanted) if own == wanted => return Ok(self),
            (Some(own), _) => return Err(EarlierError::OtherBoard(own.to_owned())),
            (None, _) => {}
        }
        let names = facts.names();
        let names: Vec<String> =
            departments.iter().map(|part| key(&names.cell(*part, Lang::Swedish))).collect();
        let rows = self.rows.into_iter().filter(|(name, _)| names.contains(name));
        let rows: Vec<(String, Option<(u64, u64)>)> = rows.collect();
        let total = rows.iter().try_fold((0, 0), |(met, judged), (_, counts)| {
            counts.map(|own| (met + own.0, judged + own.1))
        });
        Ok(Self { rows, total, ..self })
    }
}

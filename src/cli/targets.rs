//! Targets and `--fail-under`: which were missed, said aloud, and the exit status.

use svarstid::audit::{GroupNames, Judged, Row, target_counts, unknown_names};
use svarstid::judge::Outcome;
use svarstid::policy::{GroupTarget, Permille, Rule};
use svarstid::report::GroupTargetFacts;
use svarstid::tally::Figures;

use super::exit::Status;
use super::plan;
use super::talk;

/// How the groups with targets fared; `also` has the groups by what targets name, where there
/// are targets.
pub(crate) fn group_targets(
    targets: &[GroupTarget],
    also: &[Vec<Row>],
    names: GroupNames<'_>,
) -> Vec<GroupTargetFacts> {
    let Some(groups) = also.first() else { return Vec::new() };
    let fared = |target: &GroupTarget| {
        let (met, judged) = target_counts(target, groups, names);
        GroupTargetFacts { target: target.clone(), met, judged }
    };
    targets.iter().map(fared).collect()
}

/// What figures have to reach.
pub(crate) struct Gate<'a> {
    pub(crate) rules: &'a [Rule],
    pub(crate) names: GroupNames<'a>,
    pub(crate) fail_under: Option<Permille>,
    /// Whether counts are told; not where small numbers are held back in the report, for what is
    /// held back there is not told beside it either.
    pub(crate) tells: bool,
}

impl Gate<'_> {
    /// The exit status of a run by its figures and by how its groups with targets fared.
    pub(crate) fn status(&self, judged: &Judged, groups: &[GroupTargetFacts]) -> Status {
        rules_status(judged, self.rules, self.tells)
            .max(groups_status(groups, self.names, self.tells))
            .max(fail_under_status(&judged.total, self.fail_under, self.tells))
    }
}

/// Whether a rule missed its target, said aloud when one did.
fn rules_status(judged: &Judged, rules: &[Rule], tells: bool) -> Status {
    let mut status = Status::Done;
    for target in judged.targets.iter().filter(|target| !target.is_reached) {
        let rule = &rules[usize::from(target.rule)];
        let wanted = rule.target.map(|share| share.to_string()).unwrap_or_default();
        talk::say(&format!(
            "svarstid: the target of rule \"{}\" is missed: {}{wanted} % wanted",
            rule.id,
            counts(target.met, target.judged, tells)
        ));
        status = Status::Missed;
    }
    status
}

/// Whether a group missed its target, said aloud when one did. A name that nothing has is told:
/// a target with a typing error in it is never missed.
fn groups_status(targets: &[GroupTargetFacts], names: GroupNames<'_>, tells: bool) -> Status {
    let mut status = Status::Done;
    for GroupTargetFacts { target, met, judged } in targets {
        for (what, name) in unknown_names(target, names) {
            let all = if what == "board" { names.boards } else { names.departments };
            let near = plan::nearest(name, all.iter().map(String::as_str));
            let hint = near.map_or(String::new(), |near| format!("; did you mean \"{near}\"?"));
            talk::say(&format!(
                "svarstid: a [[target]] names the {what} \"{name}\", and no contact is of it{hint}"
            ));
        }
        if *judged > 0 && !target.percent.is_reached_by(*met, *judged) {
            talk::say(&format!(
                "svarstid: the target of {target} is missed: {}{} % wanted",
                counts(*met, *judged, tells),
                target.percent
            ));
            status = Status::Missed;
        }
    }
    status
}

/// Whether `--fail-under` was missed, said aloud when it was. A gate that cannot be shown to
/// hold does not hold.
fn fail_under_status(total: &Figures, fail_under: Option<Permille>, tells: bool) -> Status {
    let Some(wanted) = fail_under else { return Status::Done };
    let (met, judged) = (total.count(Outcome::Met), total.judged());
    if judged == 0 {
        talk::say(&format!(
            "svarstid: no contact is judged, so --fail-under {wanted} is not shown to hold"
        ));
        return Status::Missed;
    }
    if wanted.is_reached_by(met, judged) {
        return Status::Done;
    }
    match tells {
        true => {
            talk::say(&format!(
                "svarstid: {met} of {judged} met, less than --fail-under {wanted} %"
            ));
        }
        false => talk::say(&format!("svarstid: fewer are met than --fail-under {wanted} %")),
    }
    Status::Missed
}

/// `3 of 4 met, `, where it may be told.
fn counts(met: u64, judged: u64, tells: bool) -> String {
    if tells { format!("{met} of {judged} met, ") } else { String::new() }
}

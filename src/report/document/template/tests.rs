//! Templates of one's own: what is refused, and where.

use super::*;

#[test]
fn the_built_in_templates_have_every_block_and_go_with_everything() {
    for lang in [Lang::Swedish, Lang::English] {
        let context = Context::example(lang);
        let blocks = rendered(BUILT_IN, Template::text(lang), &context, lang).unwrap();
        assert!(blocks.iter().all(Option::is_some));
        assert!(Template::own("copy", Template::text(lang), lang).is_ok(), "a copy is a template");
    }
}

#[test]
fn a_mistake_is_told_with_its_line_before_anything_is_read() {
    for (text, message) in [
        ("", "own.txt: has no block, such as {% block lead %}…{% endblock %}; there are: title,"),
        (
            "{% block title %}T{% endblock %}\n{% block led %}{% endblock %}",
            "own.txt:2: unknown block \"led\"; did you mean \"lead\"?",
        ),
        (
            "{% block reklam %}{% endblock %}",
            "own.txt:1: unknown block \"reklam\"; there are: title, lead,",
        ),
        ("{% block lead %}\n{% if %}\n{% endblock %}", "own.txt:2: syntax error"),
        ("{% block lead %}\n\n{{ total.mett }}\n{% endblock %}", "own.txt:3: undefined value"),
        ("{% block lead %}{{ total.met | coun }}{% endblock %}", "own.txt:1: unknown filter"),
        (
            "{% block lead %}{% include \"/etc/passwd\" %}{% endblock %}",
            "own.txt:1: template not found",
        ),
        (
            "{% block lead %}{% for a in range(9999) %}{% for b in range(9999) %}{{ a }}\
             {% endfor %}{% endfor %}{% endblock %}",
            "own.txt:1: ",
        ),
    ] {
        let error = Template::own("own.txt", text, Lang::Swedish).expect_err(text).to_string();
        assert!(error.starts_with(message), "{error}");
    }
}

#[test]
fn a_block_of_ones_own_takes_the_place_of_the_built_in_one_and_no_other() {
    let own = "{% block lead %}\n{{ total.met | count(\"svar\", \"svar\") }} <b>\n\n\
               # {{ board }}{% endblock %}";
    let template = Template::own("own.txt", own, Lang::Swedish).unwrap();
    let context = Context::example(Lang::Swedish);
    let blocks = template.blocks(&context).unwrap();
    assert_eq!(blocks.of("lead"), ["7\u{a0}svar <b>", "# Nämnden"]);
    let built_in = Template::built_in(Lang::Swedish).blocks(&context).unwrap();
    assert_eq!(blocks.of("departments"), built_in.of("departments"));
}

#[test]
fn sections_begin_with_their_titles() {
    let own =
        "{% block sections %}\nUtan rubrik.\n## Tom\n## Vår bedömning\nEtt.\nTvå.\n{% endblock %}";
    let template = Template::own("own.txt", own, Lang::Swedish).unwrap();
    let sections = template.blocks(&Context::example(Lang::Swedish)).unwrap().sections();
    let found: Vec<(&str, usize)> =
        sections.iter().map(|own| (own.title.as_str(), own.lines.len())).collect();
    assert_eq!(found, [("", 1), ("Vår bedömning", 2)]);
}

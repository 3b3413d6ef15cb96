//! Other ways to write the same page.

use serde_json::Value;

use crate::markup::{
    Kind, cells, is_separator, lines, map_blocks, map_kinds, map_lines, map_tables, outside_code_spans,
};

/// Sections are a level deeper; the title stays.
pub fn headings_deeper(page: &str) -> String {
    map_kinds(page, &[Kind::Heading], |line| {
        let is_section = line.starts_with("##") && !line.starts_with("######");
        if is_section { format!("#{line}") } else { line.to_owned() }
    })
}

/// Tables without any blank that could be spared.
pub fn tables_tight(page: &str) -> String {
    map_rows(page, |row| {
        let cells = cells(row).into_iter().map(|cell| if is_separator(row) { "-" } else { cell });
        format!("|{}|", cells.collect::<Vec<_>>().join("|"))
    })
}

/// Tables with wide cells, centred and to the right.
pub fn tables_wide(page: &str) -> String {
    map_rows(page, |row| {
        let cells = cells(row);
        let cell = |(number, cell): (usize, &&str)| match (is_separator(row), number % 2) {
            (true, 0) => " :---: ".to_owned(),
            (true, _) => "---:".to_owned(),
            (false, _) => format!("  {cell:<30}  "),
        };
        format!("|{}|", cells.iter().enumerate().map(cell).collect::<Vec<_>>().join("|"))
    })
}

fn map_rows(page: &str, edit: impl Fn(&str) -> String) -> String {
    map_tables(page, |rows| rows.iter().map(|row| edit(row)).collect())
}

/// Tables without pipes at both ends of their rows, where no row begins or ends with an empty cell.
pub fn tables_open(page: &str) -> String {
    map_tables(page, |rows| {
        let opened: Option<Vec<String>> = rows.iter().map(|row| open(row)).collect();
        opened.unwrap_or_else(|| rows.iter().map(|&row| row.to_owned()).collect())
    })
}

/// Nothing where the row would become something else: it needs two cells, and a beginning that begins no list.
fn open(row: &str) -> Option<String> {
    let cells = cells(row);
    let begins = cells.first().is_some_and(|cell| cell.starts_with(|c: char| c.is_alphabetic() || "`[:-".contains(c)));
    let ends = cells.last().is_some_and(|cell| !cell.is_empty());
    (cells.len() > 1 && begins && ends).then(|| cells.join(" | "))
}

/// Words in another language, each with the original behind it, as translated pages have them.
pub fn translations_with_originals(page: &str) -> String {
    let beside = |words: &str| {
        format!(
            "<span data-ttu-id=\"t-1\">[Übersetzt](x.md)</span>\
             <span class=\"sxs-lookup\"><span data-stu-id=\"t-1\">{words}</span></span>"
        )
    };
    let page = map_rows(page, |row| {
        let cells = cells(row).into_iter();
        let cells = cells.map(|cell| if cell.is_empty() || is_separator(row) { cell.to_owned() } else { beside(cell) });
        format!("|{}|", cells.collect::<Vec<_>>().join("|"))
    });
    map_kinds(&page, &[Kind::Heading], |line| match line.split_once(' ') {
        Some((marks, title)) if !title.contains("](#tab") => format!("{marks} {}", beside(title)),
        _ => line.to_owned(),
    })
}

/// Annotations on one line each.
pub fn annotations_on_one_line(page: &str) -> String {
    map_annotations(page, |json| format!("<!-- {json} -->"))
}

/// Annotations over as many lines as they can take.
pub fn annotations_over_lines(page: &str) -> String {
    map_annotations(page, |json| format!("<!--{json:#}\n\n-->"))
}

/// Annotations with their keys in reverse order.
pub fn annotations_reversed(page: &str) -> String {
    map_annotations(page, |json| {
        let members = json.as_object().into_iter().flatten().rev().map(|(key, value)| (key.clone(), value.clone()));
        format!("<!-- {:#}-->", Value::Object(members.collect()))
    })
}

/// Those that are strict JSON.
fn map_annotations(page: &str, edit: impl Fn(&Value) -> String) -> String {
    map_blocks(page, Kind::Comment, |lines| {
        let text = lines.join("\n");
        let inner = text.strip_prefix("<!--").and_then(|text| text.strip_suffix("-->"));
        match inner.and_then(|inner| serde_json::from_str::<Value>(inner).ok()).filter(Value::is_object) {
            Some(json) if !has_repeated_key(&text, &json) => edit(&json),
            _ => text,
        }
    })
}

/// Whether the JSON has lost something that the text has.
fn has_repeated_key(text: &str, json: &Value) -> bool {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    bare(text.trim_start_matches("<!--").trim_end_matches("-->")) != bare(&json.to_string())
}

/// Links with their targets at the beginning of the page.
pub fn links_by_reference(page: &str) -> String {
    let mut targets = Vec::new();
    let linked = map_links(page, |text, target| {
        targets.push(target.to_owned());
        format!("[{text}][r{}]", targets.len())
    });
    let definitions: String =
        targets.iter().enumerate().map(|(n, target)| format!("[r{}]: {target}\n", n + 1)).collect();
    match linked.find("\n# ").and_then(|at| Some(at + 1 + linked[at + 1..].find('\n')?)) {
        Some(title_end) => format!("{}\n\n{definitions}{}", &linked[..title_end], &linked[title_end..]),
        None => page.to_owned(),
    }
}

/// Links with titles, and targets in angle brackets.
pub fn links_with_titles(page: &str) -> String {
    map_links(page, |text, target| format!("[{text}](<{target}> \"Read more\")"))
}

/// Calls `edit` with the words and the target of links. Those inside of code and includes are none.
pub fn map_links(page: &str, mut edit: impl FnMut(&str, &str) -> String) -> String {
    map_kinds(page, &[Kind::Text, Kind::Row], |line| {
        let mut edited = String::new();
        let mut rest = line;
        while let Some((before, text, target, behind)) = next_link(rest) {
            edited += before;
            // An odd number of backticks before it: the link is part of a code span.
            let in_code = edited.matches('`').count() % 2 == 1;
            edited += &if in_code || target.is_empty() { format!("[{text}]({target})") } else { edit(text, target) };
            rest = behind;
        }
        edited + rest
    })
}

/// What is before a link, its words, its target, and what is behind it.
fn next_link(text: &str) -> Option<(&str, &str, &str, &str)> {
    for (middle, _) in text.match_indices("](") {
        let Some(open) = text[..middle].rfind('[').filter(|open| !text[*open..middle].contains(']')) else { continue };
        let close = middle + 2 + text[middle + 2..].find(')')?;
        let target = &text[middle + 2..close];
        if !target.contains([' ', '(', '<']) && !text[..open].ends_with('!') {
            return Some((&text[..open], &text[open + 1..middle], target, &text[close + 1..]));
        }
    }
    None
}

/// Each annotated request in a tab, beside the same in another language.
pub fn requests_in_tabs(page: &str) -> String {
    let all = lines(page);
    let mut rewritten = String::new();
    let mut at = 0;
    while let Some(&(kind, line)) = all.get(at) {
        let end = end_of_block(&all, at);
        let code =
            (end..all.len()).find(|next| !all[*next].1.trim().is_empty()).filter(|next| all[*next].0 == Kind::Code);
        let is_request = kind == Kind::Comment && all[at..end].iter().any(|(_, line)| line.contains("\"request\""));
        match code {
            Some(code) if is_request && line.starts_with("<!--") => {
                let end = end_of_block(&all, code);
                let inside: String = all[at..end].iter().map(|(_, line)| format!("{line}\n")).collect();
                rewritten +=
                    &format!("# [HTTP](#tab/http)\n{inside}\n# [C#](#tab/csharp)\n\n{OTHER_LANGUAGE}\n---\n\n");
                at = end;
            }
            _ => {
                rewritten += &format!("{line}\n");
                at += 1;
            }
        }
    }
    rewritten
}

const OTHER_LANGUAGE: &str = "```csharp\nvar answer = await client.SendAsync(\"GET /nothing\");\n```\n";

fn end_of_block(lines: &[(Kind, &str)], start: usize) -> usize {
    let kind = lines[start].0;
    let end_of_kind = (start..lines.len()).find(|at| lines[*at].0 != kind).unwrap_or(lines.len());
    match kind {
        Kind::Comment => (start..end_of_kind).find(|at| lines[*at].1.contains("-->")).map_or(end_of_kind, |at| at + 1),
        _ => end_of_kind,
    }
}

/// The line ends of Windows.
pub fn line_ends_of_windows(page: &str) -> String {
    page.replace('\n', "\r\n")
}

/// A byte order mark.
pub fn byte_order_mark(page: &str) -> String {
    format!("\u{FEFF}{page}")
}

/// Blanks between words that do not break.
pub fn blanks_that_do_not_break(page: &str) -> String {
    map_kinds(page, &[Kind::Text, Kind::Row, Kind::Heading], |line| {
        outside_code_spans(line, |words| {
            let mut edited = String::new();
            let mut characters = words.chars().peekable();
            while let Some(c) = characters.next() {
                let is_in_tag = edited.rfind('<') > edited.rfind('>');
                let is_between = !is_in_tag
                    && edited.ends_with(|c: char| c.is_alphabetic())
                    && characters.peek().is_some_and(|next| next.is_alphabetic());
                edited += &if c == ' ' && is_between { "&nbsp;".to_owned() } else { c.to_string() };
            }
            edited
        })
    })
}

/// Two blank lines where one is enough.
pub fn blank_lines_doubled(page: &str) -> String {
    map_kinds(page, &[Kind::Text], |line| if line.trim().is_empty() { "\n".to_owned() } else { line.to_owned() })
}

/// Blanks at the ends of lines that nobody sees.
pub fn blanks_at_line_ends(page: &str) -> String {
    map_kinds(page, &[Kind::Heading, Kind::Row, Kind::Comment, Kind::Include], |line| format!("{line}  "))
}

/// Code between tildes.
pub fn fences_of_tildes(page: &str) -> String {
    if page.contains("~~~") {
        return page.to_owned();
    }
    map_kinds(page, &[Kind::Code], |line| {
        line.strip_prefix("```").map_or_else(|| line.to_owned(), |info| format!("~~~~ {info}").trim_end().to_owned())
    })
}

/// The strict JSON of examples, on one line.
pub fn examples_on_one_line(page: &str) -> String {
    map_blocks(page, Kind::Code, |lines| {
        let text = lines.join("\n");
        let body = lines.iter().skip(1).position(|line| line.trim_start().starts_with(['{', '['])).map(|at| at + 1);
        let (Some(start), Some((_, closing))) = (body, lines.split_last().map(|(last, rest)| (last, rest.len())))
        else {
            return text;
        };
        let Some(json) = lines.get(start..closing).map(|body| body.join("\n")) else { return text };
        match serde_json::from_str::<Value>(&json) {
            Ok(value) if !has_repeated_key(&json, &value) => {
                [&lines[..start].join("\n"), "\n", &value.to_string(), "\n", lines[closing]].concat()
            }
            _ => text,
        }
    })
}

/// `Not supported` without a dot.
pub fn permissions_without_dots(page: &str) -> String {
    map_lines(page, |kind, line| match kind {
        Kind::Row => line.replace("Not supported.", "Not supported"),
        _ => line.to_owned(),
    })
}

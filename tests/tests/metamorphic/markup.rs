//! A page line by line, as far as rewritings need to know it.

/// What a line belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The front matter, with the lines around it.
    FrontMatter,
    /// Code, with its fences.
    Code,
    /// A comment: an annotation, as a rule.
    Comment,
    /// `## Title`
    Heading,
    /// A row of a table, or the line below its header.
    Row,
    /// An include that stands alone.
    Include,
    /// Everything else.
    Text,
}

/// The lines of a page with their kinds.
pub fn lines(page: &str) -> Vec<(Kind, &str)> {
    let (mut fence, mut in_comment, mut in_front_matter) = (None, false, false);
    let mut lines = Vec::new();
    for (number, line) in page.lines().enumerate() {
        let bare = line.trim();
        let kind = if (number == 0 && bare == "---") || in_front_matter {
            in_front_matter = number == 0 || bare != "---";
            Kind::FrontMatter
        } else if let Some(mark) = fence {
            // With a language behind it, it does not close the code in front of it, which somebody forgot to close.
            fence = (!bare.starts_with(mark) || bare.ends_with(char::is_alphanumeric)).then_some(mark);
            Kind::Code
        } else if in_comment || bare.starts_with("<!--") {
            in_comment = !bare.contains("-->");
            Kind::Comment
        } else if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark)) {
            fence = Some(mark);
            Kind::Code
        } else if line.starts_with('#') {
            Kind::Heading
        } else if line.starts_with('|') {
            Kind::Row
        } else if line.starts_with("[!INCLUDE") {
            Kind::Include
        } else {
            Kind::Text
        };
        lines.push((kind, line));
    }
    lines
}

/// The page with other lines.
pub fn map_lines(page: &str, mut edit: impl FnMut(Kind, &str) -> String) -> String {
    lines(page).into_iter().map(|(kind, line)| edit(kind, line) + "\n").collect()
}

/// The page with other lines of some kinds.
pub fn map_kinds(page: &str, kinds: &[Kind], mut edit: impl FnMut(&str) -> String) -> String {
    map_lines(page, |kind, line| if kinds.contains(&kind) { edit(line) } else { line.to_owned() })
}

/// The page with other blocks of lines of one kind: whole comments, tables, pieces of code.
pub fn map_blocks(page: &str, kind: Kind, mut edit: impl FnMut(&[&str]) -> String) -> String {
    let all = lines(page);
    let blocks = all.chunk_by(|one, next| one.0 == next.0 && !begins_anew(next));
    let texts = blocks.map(|block| {
        let lines: Vec<&str> = block.iter().map(|(_, line)| *line).collect();
        if block.first().is_some_and(|(first, _)| *first == kind) { edit(&lines) } else { lines.join("\n") }
    });
    texts.map(|text| text + "\n").collect()
}

/// The page with other tables. A table with a row that has more or fewer cells than others is left alone: what it means may hang on how
/// it is written.
pub fn map_tables(page: &str, edit: impl Fn(&[&str]) -> Vec<String>) -> String {
    map_blocks(page, Kind::Row, |rows| {
        let is_table = rows.get(1).is_some_and(|row| is_separator(row));
        let is_even = rows.iter().all(|row| cells(row).len() == cells(rows[0]).len());
        if is_table && is_even { edit(rows).join("\n") } else { rows.join("\n") }
    })
}

/// Comments that stand one below the other are several.
fn begins_anew((kind, line): &(Kind, &str)) -> bool {
    *kind == Kind::Comment && line.trim_start().starts_with("<!--")
}

/// The text with other words outside of code spans.
pub fn outside_code_spans(line: &str, edit: impl Fn(&str) -> String) -> String {
    let edited = line.split('`').enumerate().map(|(n, piece)| if n % 2 == 0 { edit(piece) } else { piece.to_owned() });
    edited.collect::<Vec<_>>().join("`")
}

/// The cells of a row, without the blanks around them.
pub fn cells(row: &str) -> Vec<&str> {
    let inner = row.trim().trim_start_matches('|');
    let inner = if inner.ends_with("\\|") { inner } else { inner.strip_suffix('|').unwrap_or(inner) };
    let (mut cells, mut start) = (Vec::new(), 0);
    for (at, _) in inner.match_indices('|').filter(|(at, _)| !inner[..*at].ends_with('\\')) {
        cells.push(inner[start..at].trim());
        start = at + 1;
    }
    cells.push(inner[start..].trim());
    cells
}

/// Whether the row is the line below a header.
pub fn is_separator(row: &str) -> bool {
    row.contains('-') && row.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

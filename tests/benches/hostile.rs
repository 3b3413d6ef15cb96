//! How the time for a page grows with what stands on it very often.
//!
//! A page is as large as somebody who wants to stop the generator makes it. Each form is read, joined and reviewed with some thousand
//! repetitions and with four times as many, in turn, and the fastest of each counts: four times the time is linear growth, sixteen
//! times is quadratic.
//!
//! `cargo bench -p tests --bench hostile`; exit status 1 above the bound.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use tests::generation::analyse;

/// What is asked: the growth of the time when there is four times as much.
const MOST_GROWTH: f64 = 8.0;

const TIMES: usize = 4;
const ROUNDS: u32 = 3;

/// A form, and a page with so many of it.
type Form = (&'static str, fn(usize) -> String);

const FORMS: [Form; 11] = [
    ("options of the query in a sentence", |count| {
        page("GET /books", &format!("## Optional query parameters\n\n{}\n", "Use $xx ".repeat(count)))
    }),
    ("rows of parameters", |count| {
        let rows: String = (0..count).map(|row| format!("| p{row} | String | Some. |\n")).collect();
        page("GET /books", &format!("## Query parameters\n\n| Name | Type | Description |\n|:--|:--|:--|\n{rows}"))
    }),
    ("rows of a body", |count| {
        let rows: String = (0..count).map(|row| format!("| p{row} | String | Some. |\n")).collect();
        page("POST /books", &format!("## Request body\n\n| Name | Type | Description |\n|:--|:--|:--|\n{rows}"))
    }),
    ("request lines", |count| {
        let lines: Vec<String> = (0..count).map(|line| format!("GET /books/b{line}")).collect();
        page(&lines.join("\n"), "")
    }),
    ("permissions of a cell", |count| {
        let names: Vec<String> = (0..count).map(|name| format!("B{name}.Read.All")).collect();
        let rows = format!("| Application | {} |", names.join(", "));
        page("GET /books", &format!("## Permissions\n\n| Permission type | Permissions |\n|:--|:--|\n{rows}\n"))
    }),
    ("properties that the JSON shows", |count| {
        let rows: String = (0..count).map(|row| format!("| p{row} | String | Some. |\n")).collect();
        let members: Vec<String> = (0..count).map(|row| format!("\"p{row}\": \"String\"")).collect();
        format!(
            "{}\n## JSON representation\n\n<!-- {{ \"blockType\": \"resource\", \"@odata.type\": \"a.book\" }} -->\n\
             ```json\n{{ {} }}\n```\n",
            properties(&rows),
            members.join(",\n")
        )
    }),
    ("values of a property", |count| {
        let values: Vec<String> = (0..count).map(|value| format!("`v{value}`")).collect();
        properties(&format!("| kind | bookKind | Possible values are: {}. |\n", values.join(", ")))
    }),
    ("properties that are just called enums", |count| {
        let row = |row: usize| format!("| p{row} | Enum | Possible values are: `a`, `b`. |\n");
        properties(&(0..count).map(row).collect::<String>())
    }),
    ("types of a page", |count| {
        let one = |at: usize| {
            let annotation = format!("<!-- {{ \"blockType\": \"resource\", \"@odata.type\": \"a.t{at}\" }} -->");
            format!("## t{at}\n\n{annotation}\n```json\n{{ \"id\": \"String\" }}\n```\n\n")
        };
        format!("# Types\n\n{}", (0..count).map(one).collect::<String>())
    }),
    ("tables in HTML that do not end", |count| {
        page("GET /books", &format!("## Response\n\n{}\n</table>\n", "<table><tr><td>a\n\n".repeat(count)))
    }),
    ("links in a sentence", |count| {
        page("GET /books", &format!("## Response\n\nReturns {}.\n", "a [book](book.md) or ".repeat(count)))
    }),
];

fn main() -> ExitCode {
    let mut is_linear = true;
    for (words, form) in FORMS {
        let (few, many) = (form(COUNT), form(COUNT * TIMES));
        let (mut of_few, mut of_many) = (Duration::MAX, Duration::MAX);
        for _ in 0..ROUNDS {
            of_few = of_few.min(time(&few));
            of_many = of_many.min(time(&many));
        }
        let growth = of_many.as_secs_f64() / of_few.as_secs_f64();
        is_linear &= growth <= MOST_GROWTH;
        println!(
            "{:<38} {:>6} {:>8.1} ms  {:>6} {:>8.1} ms  {growth:>5.1} times the time, asked: at most {MOST_GROWTH}",
            words,
            COUNT,
            of_few.as_secs_f64() * 1000.0,
            COUNT * TIMES,
            of_many.as_secs_f64() * 1000.0,
        );
    }
    if is_linear { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// So many make up more time than what is the same for all pages.
const COUNT: usize = 4000;

/// The page of a type with these rows of properties.
fn properties(rows: &str) -> String {
    format!("# book resource type\n\n## Properties\n\n| Property | Type | Description |\n|:--|:--|:--|\n{rows}")
}

/// A page with these request lines, and what follows them.
fn page(lines: &str, rest: &str) -> String {
    format!("---\ndoc_type: apiPageType\n---\n# Books\n\n## HTTP request\n\n```http\n{lines}\n```\n\n{rest}")
}

fn time(page: &str) -> Duration {
    let start = Instant::now();
    black_box(analyse(&[("api/a.md", page)]));
    start.elapsed()
}

//! How long the whole corpus takes, where the time goes, and how much memory is needed.
//!
//! The time is a ratio, so that it means the same on every machine: reading all files, reading the pages, joining them and printing the
//! OpenAPI document, on two cores, against one pass of pulldown-cmark over the same texts, on one core. Both take turns, and the fastest of
//! each counts. The memory is the peak of a process that does this once.
//!
//! `cargo bench -p tests --bench corpus`; exit status 1 above a bound.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};
use std::{env, fs};

use proc_macro2::TokenStream;
use pulldown_cmark::{Options, Parser};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use stubdown::emit::openapi;
use stubdown::pipeline::{self, Analysis};
use stubdown::source::Sources;
use stubdown::write::Output;
use stubdown::{model, page, read};
use tests::generation::{crate_for, repository};

/// Where the corpus is, other than beside the repository.
const CORPUS: &str = "STUBDOWN_CORPUS";

/// What is asked: the ratio on this many cores, and the peak in bytes.
const MOST_TIME: f64 = 3.0;
const CORES: usize = 2;
const MOST_MEMORY: u64 = 200_000_000;

const ROUNDS: u32 = 15;

/// Asks for a process that does the work once, and prints its peak of memory.
const ONCE: &str = "--once";

/// The same for a whole crate.
const CRATE_ONCE: &str = "--crate-once";

/// What is asked for the pages as a whole formatted crate: the ratio, and the peak in bytes.
const MOST_CRATE_TIME: f64 = 4.0;
const MOST_CRATE_MEMORY: u64 = 250_000_000;

fn main() -> ExitCode {
    let corpus =
        env::var_os(CORPUS).map_or_else(|| repository().join("../shared/corpus/graph-v1.0-2021"), PathBuf::from);
    if !corpus.is_dir() {
        eprintln!("{} is missing: set {CORPUS} to a folder with pages", corpus.display());
        return ExitCode::FAILURE;
    }
    let pool = ThreadPoolBuilder::new().num_threads(CORES).build().unwrap();
    if env::args().any(|argument| argument == ONCE) {
        export(&corpus, &pool);
        println!("{}", peak_memory().unwrap_or_default());
        return ExitCode::SUCCESS;
    }
    if env::args().any(|argument| argument == CRATE_ONCE) {
        formatted_crate(&corpus, &pool);
        println!("{}", peak_memory().unwrap_or_default());
        return ExitCode::SUCCESS;
    }
    let is_fast = measure_time(&corpus, &pool);
    let is_small = measure_memory(ONCE, MOST_MEMORY);
    println!();
    let is_crate_fast = measure_crate(&corpus, &pool);
    let is_crate_small = measure_memory(CRATE_ONCE, MOST_CRATE_MEMORY);
    if is_fast && is_small && is_crate_fast && is_crate_small { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// From the files to the text of the document. What it was made of is returned, so that freeing it is not measured.
fn export(corpus: &Path, pool: &ThreadPool) -> (Analysis, String) {
    pool.install(|| {
        let analysis = pipeline::analyse(&[corpus.to_owned()]);
        let document = openapi::document(&analysis.api, "Corpus").to_string();
        (analysis, document)
    })
}

/// From the files to the texts of a crate.
fn formatted_crate(corpus: &Path, pool: &ThreadPool) -> (Analysis, Output) {
    pool.install(|| {
        let analysis = pipeline::analyse(&[corpus.to_owned()]);
        let output = crate_for(&analysis, "corpus");
        (analysis, output)
    })
}

/// A second generation, where nothing has changed, is measured as well: it compares all files and writes none.
fn measure_crate(corpus: &Path, pool: &ThreadPool) -> bool {
    let sources = Sources::load(&[corpus.to_owned()], &mut Vec::new());
    let texts: Vec<String> = sources.ids().filter_map(|id| sources.get(id)).map(|page| page.text.clone()).collect();
    let folder = tempfile::tempdir().unwrap();
    let (analysis, output) = formatted_crate(corpus, pool);
    output.write(folder.path()).unwrap();
    let [mut whole, mut emitting, mut comparing, mut markdown, mut printing] = [Duration::MAX; 5];
    let code = output.files.iter().filter(|(path, _)| path.ends_with(".rs"));
    let texts_of_code: Vec<String> = code.map(|(_, text)| without_further_comments(text)).collect();
    for _ in 0..ROUNDS {
        printing = printing.min(pool.install(|| parsing_and_printing(&texts_of_code)));
        whole = whole.min(time(|| formatted_crate(corpus, pool)).1);
        emitting = emitting.min(time(|| pool.install(|| crate_for(&analysis, "corpus"))).1);
        comparing = comparing.min(time(|| pool.install(|| output.write(folder.path()).unwrap())).1);
        markdown = markdown.min(time(|| pass(&texts)).1);
    }
    let lines: usize = output.files.values().map(|text| text.lines().count()).sum();
    let bytes: usize = output.files.values().map(String::len).sum();
    println!(
        "crate: {} files, {lines} lines, {:.1} MB, {} lines for each operation",
        output.files.len(),
        megabytes(bytes as u64),
        lines / analysis.api.operations.len().max(1),
    );
    let ratio = whole.as_secs_f64() / markdown.as_secs_f64();
    println!("pages to formatted crate, {CORES} cores               {:>7.1} ms", milliseconds(whole));
    println!("    {:<44}{:>7.1} ms", "of which emitting and formatting", milliseconds(emitting));
    println!("    {:<44}{:>7.1} ms", "of that at least: syn and prettyplease alone", milliseconds(printing));
    println!("writing it again, where nothing changed         {:>7.1} ms", milliseconds(comparing));
    println!("ratio                                           {ratio:>7.2}     asked: at most {MOST_CRATE_TIME}");
    ratio <= MOST_CRATE_TIME
}

/// What no generator that formats with syn and prettyplease can do without: from tokens that are at hand to formatted texts. The tokens
/// are not measured, and both cores are busy all the time.
fn parsing_and_printing(texts: &[String]) -> Duration {
    let of_one = |text: &String| {
        let tokens: TokenStream = text.parse().unwrap();
        time(|| prettyplease::unparse(&syn::parse2(tokens).unwrap())).1
    };
    texts.par_iter().map(of_one).sum::<Duration>() / CORES as u32
}

/// Code with the first line of each comment only: the generator hands comments of many lines on as one.
fn without_further_comments(code: &str) -> String {
    let is_comment = |line: &str| line.trim_start().starts_with("//");
    let mut was_comment = false;
    let mut kept = String::with_capacity(code.len());
    for line in code.lines() {
        if !(was_comment && is_comment(line)) {
            kept.push_str(line);
            kept.push('\n');
        }
        was_comment = is_comment(line);
    }
    kept
}

/// What a program that does nothing but look at Markdown has to do.
fn pass(texts: &[String]) -> usize {
    texts
        .iter()
        .map(|text| Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter().map(black_box).count())
        .sum()
}

fn measure_time(corpus: &Path, pool: &ThreadPool) -> bool {
    let sources = Sources::load(&[corpus.to_owned()], &mut Vec::new());
    let texts: Vec<String> = sources.ids().filter_map(|id| sources.get(id)).map(|page| page.text.clone()).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let (mut whole, mut markdown) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        whole = whole.min(time(|| export(corpus, pool)).1);
        markdown = markdown.min(time(|| pass(&texts)).1);
    }
    let ratio = whole.as_secs_f64() / markdown.as_secs_f64();
    println!("{} files, {:.1} MB", texts.len(), megabytes(bytes as u64));
    println!("pulldown-cmark, events with offsets, one core   {:>7.1} ms", milliseconds(markdown));
    println!("read, joined and exported, {CORES} cores             {:>7.1} ms", milliseconds(whole));
    pool.install(|| print_phases(corpus));
    println!("ratio                                           {ratio:>7.2}     asked: at most {MOST_TIME}");
    ratio <= MOST_TIME
}

/// Each phase on its own, at its fastest.
fn print_phases(corpus: &Path) {
    let mut fastest = [Duration::MAX; 5];
    for _ in 0..ROUNDS {
        let no = &mut Vec::new();
        let (sources, loading) = time(|| Sources::load(&[corpus.to_owned()], no));
        let ids: Vec<_> = sources.ids().collect();
        let (pages, parsing) =
            time(|| -> Vec<_> { ids.par_iter().map(|id| page::parse(&sources, *id, &mut Vec::new())).collect() });
        let (mut facts, reading) =
            time(|| -> Vec<_> { pages.par_iter().map(|page| read::read(page, &sources, &mut Vec::new())).collect() });
        let (api, joining) = time(|| model::join(&sources, &mut facts, no));
        let (_text, exporting) = time(|| openapi::document(&api, "Corpus").to_string());
        for (fastest, time) in fastest.iter_mut().zip([loading, parsing, reading, joining, exporting]) {
            *fastest = time.min(*fastest);
        }
    }
    for (phase, time) in ["source", "page", "read", "model", "emit"].into_iter().zip(fastest) {
        println!("    {phase:<44}{:>7.1} ms", milliseconds(time));
    }
}

fn time<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = black_box(work());
    (done, start.elapsed())
}

fn measure_memory(what: &str, most_memory: u64) -> bool {
    let child = Command::new(env::current_exe().unwrap()).arg(what).output().unwrap();
    let printed = String::from_utf8_lossy(&child.stdout);
    match printed.trim().parse::<u64>() {
        Ok(peak @ 1..) => {
            let most = megabytes(most_memory);
            println!(
                "peak of memory                                  {:>7.1} MB  asked: at most {most}",
                megabytes(peak)
            );
            peak <= most_memory
        }
        _ => {
            println!("peak of memory                                  unknown: this system has no /proc/self/status");
            true
        }
    }
}

/// The peak of this process in bytes, as Linux tells it.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kibibytes| kibibytes * 1024)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

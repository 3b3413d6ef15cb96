//! What a misspelled word was meant to be.

/// The longest words that are compared. The comparison takes as much time as both lengths together multiply to.
const LONGEST: usize = 40;

/// The known word that is spelled most alike, if it is alike at all: a third of the letters may be wrong, or transposed. Of equally similar
/// ones the first in alphabetical order.
#[must_use]
pub fn nearest<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    within(word.len().div_ceil(3), word, known)
}

/// The known word that was certainly meant: one letter is wrong or transposed, in words of more than seven letters two.
#[must_use]
pub fn slip<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    within(if word.chars().count() > 7 { 2 } else { 1 }, word, known)
}

fn within<'w>(most: usize, word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    if word.len() > LONGEST {
        return None;
    }
    let length = word.chars().count();
    // As many letters as one word has more, the words differ in at least.
    let of_such_length = known.into_iter().filter(|known| known.chars().count().abs_diff(length) <= most);
    let distances = of_such_length.map(|known| (strsim::damerau_levenshtein(word, known), known));
    let (distance, nearest) = distances.min()?;
    (distance <= most).then_some(nearest)
}

#[cfg(test)]
mod tests {
    use super::{nearest, slip};

    #[test]
    fn words_that_are_alike() {
        let methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
        assert_eq!(nearest("POTS", methods), Some("POST"));
        assert_eq!(nearest("GETS", methods), Some("GET"));
        assert_eq!(nearest("PTACH", methods), Some("PATCH"));
        assert_eq!(nearest("or", methods), None);
        assert_eq!(nearest("", methods), None);
        assert_eq!(nearest(&"POST".repeat(11), methods), None);
    }

    #[test]
    fn words_that_were_certainly_meant() {
        let titles = ["members", "response", "request body"];
        assert_eq!(slip("respons", titles), Some("response"));
        assert_eq!(slip("reqeust boddy", titles), Some("request body"));
        assert_eq!(slip("numbers", titles), None);
        assert_eq!(slip("response bodies", titles), None);
    }
}

//! Which file of an area holds which builders, operations and registrations.
//!
//! A small area is one file. A large one is a folder, whose parts are what follows its first segments: `me/calendar`. The folders
//! `client`, `operations` and `server` have the same files.

use super::idents::{self, Unique};
use super::names;
use super::tree::{Called, Tree, TreeNode};

/// The most operations of a file that could be divided: some two thousand lines of builders.
const MOST: usize = 60;

/// The fewest operations that get a file of their own.
const LEAST: usize = 8;

/// A file of an area, in each of the three folders.
pub(super) struct AreaFile<'t, 'a> {
    /// The modules from the area down: `me`, `calendar`.
    pub(super) modules: Vec<String>,
    /// The modules that it is divided into.
    pub(super) parts: Vec<String>,
    /// Its builders.
    pub(super) nodes: Vec<&'t TreeNode<'a>>,
    /// What can be done, by path and method.
    pub(super) operations: Vec<&'t Called<'a>>,
}

impl AreaFile<'_, '_> {
    /// `me/mod.rs`, `me/calendar.rs`.
    pub(super) fn path(&self) -> String {
        let modules = self.modules.join("/");
        if self.parts.is_empty() { format!("{modules}.rs") } else { format!("{modules}/mod.rs") }
    }

    /// Whether it is the first file of its area.
    pub(super) const fn is_area(&self) -> bool {
        self.modules.len() == 1
    }
}

/// The files of all areas.
pub(super) fn divide<'t, 'a>(tree: &'t Tree<'a>, areas: &'t [String]) -> Vec<AreaFile<'t, 'a>> {
    let mut files = Vec::new();
    for area in areas {
        let roots: Vec<_> = tree.area(area).collect();
        let mut division = Division { files: &mut files, modules: vec![area.clone()] };
        division.file(&roots, if area == names::ROOT_AREA { &tree.operations } else { &[] });
    }
    files
}

/// The files below some modules, in the making.
struct Division<'f, 't, 'a> {
    files: &'f mut Vec<AreaFile<'t, 'a>>,
    modules: Vec<String>,
}

impl<'t, 'a> Division<'_, 't, 'a> {
    /// One file with what is at and below `roots`, and files for its large parts.
    fn file(&mut self, roots: &[&'t TreeNode<'a>], own: &'t [Called<'a>]) {
        let mut nodes = Vec::new();
        let mut parts = Vec::new();
        let is_large = roots.iter().map(|root| root.count()).sum::<usize>() > MOST;
        for root in roots {
            if is_large { keep(root, &mut nodes, &mut parts) } else { root.flatten(&mut nodes) }
        }
        let mut operations: Vec<_> = nodes.iter().flat_map(|node| &node.operations).chain(own).collect();
        operations.sort_by_key(|called| called.position);
        // A part is not called like the file that it is a part of.
        let own_name = self.modules.last().map(String::as_str);
        let taken: Vec<&str> = names::TAKEN_PARTS.iter().copied().chain(own_name).collect();
        let mut unique = Unique::reserving(&taken);
        let named: Vec<_> = parts.iter().map(|part| (unique.take(&idents::module(&part.method), "_"), *part)).collect();
        self.files.push(AreaFile {
            modules: self.modules.clone(),
            parts: named.iter().map(|(name, _)| name.clone()).collect(),
            nodes,
            operations,
        });
        for (name, part) in named {
            self.modules.push(name);
            self.file(&[part], &[]);
            self.modules.pop();
        }
    }
}

/// A large builder stays in the file, and what follows it as far as it is small; a key alone opens no file.
fn keep<'t, 'a>(node: &'t TreeNode<'a>, nodes: &mut Vec<&'t TreeNode<'a>>, parts: &mut Vec<&'t TreeNode<'a>>) {
    nodes.push(node);
    for child in &node.children {
        match child.count() {
            ..LEAST => child.flatten(nodes),
            _ if child.segment.parameter().is_some() => keep(child, nodes, parts),
            _ => parts.push(child),
        }
    }
}

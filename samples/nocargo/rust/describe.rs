//! `#[derive(Describe)]`: a function that tells a struct's name and fields.

use proc_macro::{Delimiter, TokenStream, TokenTree};

#[proc_macro_derive(Describe)]
pub fn derive_describe(item: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = item.into_iter().collect();
    let keyword = tokens.iter().position(|token| token.to_string() == "struct").expect("a struct");
    let name = tokens[keyword + 1].to_string();
    let fields: Vec<String> = tokens.iter().flat_map(field_names).collect();
    let text = format!("{name} {{ {} }}", fields.join(", "));
    format!("impl {name} {{ pub fn describe() -> &'static str {{ {text:?} }} }}").parse().unwrap()
}

/// The identifiers before a single colon, where `token` is the struct's body.
fn field_names(token: &TokenTree) -> Vec<String> {
    let TokenTree::Group(body) = token else { return Vec::new() };
    if body.delimiter() != Delimiter::Brace {
        return Vec::new();
    }
    let tokens: Vec<String> = body.stream().into_iter().map(|token| token.to_string()).collect();
    tokens.windows(2).filter(|pair| pair[1] == ":").map(|pair| pair[0].clone()).collect()
}

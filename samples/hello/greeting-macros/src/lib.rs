//! A derive macro written with the compiler's own `proc_macro` types only.

use proc_macro::{Delimiter, TokenStream, TokenTree};

/// Gives an enum without data the list of its variants and their names.
///
/// ```
/// use greeting_macros::VariantNames;
///
/// #[derive(Clone, Copy, VariantNames)]
/// enum Season {
///     Summer,
///     Winter,
/// }
///
/// assert_eq!(Season::VARIANTS.len(), 2);
/// assert_eq!(Season::Winter.variant_name(), "winter");
/// assert_eq!(Season::VARIANTS[0].variant_name(), "summer");
/// ```
#[proc_macro_derive(VariantNames)]
pub fn variant_names(input: TokenStream) -> TokenStream {
    match parse(input) {
        Ok(parsed) => expand(&parsed),
        Err(message) => format!("::core::compile_error!({message:?});"),
    }
    .parse()
    .expect("the expansion is valid Rust")
}

struct PlainEnum {
    name: String,
    variants: Vec<String>,
}

/// Finds the name and the variants of an enum such as `enum Season { Summer, Winter }`.
fn parse(input: TokenStream) -> Result<PlainEnum, String> {
    let mut tokens = input
        .into_iter()
        .skip_while(|token| !matches!(token, TokenTree::Ident(word) if word.to_string() == "enum"))
        .skip(1);

    let Some(TokenTree::Ident(name)) = tokens.next() else {
        return Err("VariantNames can only be derived for an enum".to_string());
    };
    let body = match tokens.next() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => group.stream(),
        _ => return Err("VariantNames does not support generic enums".to_string()),
    };

    let mut variants = Vec::new();
    for token in body {
        match token {
            TokenTree::Ident(variant) => variants.push(variant.to_string()),
            // The comma between variants, and the `#` of an attribute or doc comment.
            TokenTree::Punct(mark) if matches!(mark.as_char(), ',' | '#') => {}
            // The `[...]` of an attribute.
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {}
            other => return Err(format!("VariantNames does not support `{other}` here")),
        }
    }
    Ok(PlainEnum {
        name: name.to_string(),
        variants,
    })
}

fn expand(parsed: &PlainEnum) -> String {
    let name = &parsed.name;
    let list: String = parsed
        .variants
        .iter()
        .map(|variant| format!("Self::{variant},"))
        .collect();
    let arms: String = parsed
        .variants
        .iter()
        .map(|variant| format!("Self::{variant} => {:?},", variant.to_lowercase()))
        .collect();
    format!(
        "impl {name} {{
            /// Every variant, in the order of declaration.
            pub const VARIANTS: &'static [Self] = &[{list}];

            /// The name of this variant in lower case.
            pub const fn variant_name(&self) -> &'static str {{
                match self {{ {arms} }}
            }}
        }}"
    )
}

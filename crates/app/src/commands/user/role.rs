//! Roles as arguments.

use records::person::Role;

/// Reads a role by its name or its Chinese label.
pub fn named(text: &str) -> Result<Role, String> {
    Role::named(text.trim()).ok_or_else(|| {
        let names = Role::ALL.map(|it| format!("{}（{}）", it.name(), it.label(law::Lang::Zh)));
        format!("可选值 one of: {}", names.join(" "))
    })
}

/// Reads one of the three administrators.
pub fn administrator(text: &str) -> Result<Role, String> {
    named(text).ok().filter(|it| it.administers()).ok_or_else(|| {
        let three = Role::ALL.into_iter().filter(|it| it.administers());
        let names: Vec<String> =
            three.map(|it| format!("{}（{}）", it.name(), it.label(law::Lang::Zh))).collect();
        format!("可选值 one of: {}", names.join(" "))
    })
}

//! Reading the environment: once, at the start, with every problem told at once.

use std::str::FromStr;

use crate::BootError;

/// Where variables are looked up.
type Lookup<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The environment while it is being read. What is missing or wrong is noted, and given as something empty meanwhile;
/// [`Environment::read`] lets nothing of that out.
pub struct Environment<'a> {
    lookup: Lookup<'a>,
    problems: Vec<String>,
}

impl Environment<'_> {
    /// Reads what a function needs from the process's environment.
    ///
    /// ```
    /// # use runtime::Environment;
    /// let missing = Environment::read(|env| (env.text("NO_SUCH_TABLE"), env.text("NO_SUCH_QUEUE")));
    /// assert!(missing.is_err_and(|error| error.to_string().contains("NO_SUCH_QUEUE")));
    /// ```
    ///
    /// # Errors
    /// One [`BootError`] that names every variable that is missing or wrong. No values: some are secret.
    pub fn read<S>(wanted: impl FnOnce(&mut Environment<'_>) -> S) -> Result<S, BootError> {
        Environment::read_from(&|name| std::env::var(name).ok(), wanted)
    }

    /// The same from anywhere.
    ///
    /// # Errors
    /// As [`Environment::read`].
    pub fn read_from<S>(
        lookup: &dyn Fn(&str) -> Option<String>,
        wanted: impl FnOnce(&mut Environment<'_>) -> S,
    ) -> Result<S, BootError> {
        let mut environment = Environment {
            lookup,
            problems: Vec::new(),
        };
        let settings = wanted(&mut environment);
        match environment.problems {
            problems if problems.is_empty() => Ok(settings),
            problems => Err(BootError::Environment { problems }),
        }
    }

    /// A variable that must be there and not be empty.
    pub fn text(&mut self, name: &str) -> String {
        self.optional(name).unwrap_or_else(|| {
            self.problems.push(format!("{name} is missing"));
            String::new()
        })
    }

    /// A variable that may be missing; an empty one counts as missing.
    pub fn optional(&mut self, name: &str) -> Option<String> {
        (self.lookup)(name).filter(|value| !value.trim().is_empty())
    }

    /// A variable that must be there and be a `T`.
    pub fn parsed<T: FromStr + Default>(&mut self, name: &str) -> T {
        let text = self.text(name);
        text.trim().parse().unwrap_or_else(|_| {
            if !text.is_empty() {
                self.problems
                    .push(format!("{name} is no {}", std::any::type_name::<T>()));
            }
            T::default()
        })
    }

    /// A list with commas between, at least one entry long.
    pub fn list(&mut self, name: &str) -> Vec<String> {
        let text = self.text(name);
        text.split(',')
            .map(str::trim)
            .filter(|entry| !entry.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// Notes a problem that the reader found in a value.
    pub fn problem(&mut self, name: &str, what: &str) {
        self.problems.push(format!("{name} {what}"));
    }
}

#[cfg(test)]
mod tests;

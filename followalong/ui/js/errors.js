// After a form came back with something to put right, reading starts at the summary.

document.querySelector("[data-error-summary]")?.focus();

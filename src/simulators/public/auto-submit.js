// Sends the one form of a hand-over page. Without script its button does the same.
document.querySelector('form[data-auto-submit]')?.submit();

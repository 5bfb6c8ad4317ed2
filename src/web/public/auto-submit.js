// Sends the page's form at once; without script its visible button does the same.
// By the prototype, because a field named `submit` would hide the form's own method.
const form = document.getElementById('auto-submit');
if (form instanceof HTMLFormElement) HTMLFormElement.prototype.submit.call(form);

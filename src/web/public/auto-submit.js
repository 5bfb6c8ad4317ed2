// Sends the page's form at once. Without script its visible button does the same.
const form = document.getElementById('auto-submit');
if (form instanceof HTMLFormElement) form.submit();

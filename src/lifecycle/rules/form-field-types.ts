/** The types of fields in the forms of 2.0: what the platform's page has an input for, of use outside of its own forms. */
export const fieldTypes: readonly string[] = [
  'text',
  'textarea',
  'checkbox',
  'toggle',
  'select',
  'multiselect',
  'radiogroup',
  'date',
  'datetime',
  'keyvalue',
  'staticMap',
  'editor',
  'relativeuri',
  'uploadfile',
  'labeltitle',
  'labelvalue',
  'refreshableselect',
  'selectresource',
  'exportSelect',
];

/** The types of fields in the settings of 1.0, beside those of 2.0. Without a type, a field is a text. */
export const olderFieldTypes: readonly string[] = [
  ...fieldTypes,
  'input',
  'radio',
  'file',
  'link',
  'expression',
  'matchingCriteria',
  'staticMapWidget',
  'referencedFieldsDialog',
  'relatedListsDialog',
];

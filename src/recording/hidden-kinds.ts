import { suggest } from '../shared/nearest.ts';

/** The kinds of personal values that are recognised by their form. */
export const HIDDEN_KINDS = ['email', 'phone', 'iban', 'card'] as const;

/** A kind of personal values that is recognised by its form. */
export type HiddenKind = (typeof HIDDEN_KINDS)[number];

/**
 * Checks the name of a kind.
 * @throws Error for a kind that does not exist
 */
export function checkHiddenKind(kind: string): asserts kind is HiddenKind {
  if ((HIDDEN_KINDS as readonly string[]).includes(kind)) return;
  throw new Error(
    `hidden values: found ${kind}, expected one of ${HIDDEN_KINDS.join(', ')}${suggest(kind, HIDDEN_KINDS)}`,
  );
}

/** How a kind of personal values is found in a text. */
interface HiddenForm {
  readonly pattern: RegExp;
  /** Whether a text of this form is one. */
  readonly isOne: (text: string) => boolean;
}

const countDigits = (text: string) => text.replaceAll(/\D/g, '').length;

/** The forms. Each looks behind, so that it tries a long word once. */
export const HIDDEN_FORMS: Readonly<Record<HiddenKind, HiddenForm>> = {
  email: {
    pattern: /(?<![\p{L}\p{N}._+-])[\p{L}\p{N}._+-]{1,64}(?:@|%40)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu,
    isOne: () => true,
  },
  phone: {
    pattern: /(?<![\w+.,-])(?:(?:\+|0)\d|\(0?\d|\d{3}[ .-]\d{3}[ .-]\d)[\d ()/.-]{2,20}\d(?!\w)/g,
    isOne: (text) => countDigits(text) >= 8 && countDigits(text) <= 15 && !/^(0+\.|\d{1,3}(\.\d{1,3}){3}$)/.test(text),
  },
  iban: {
    pattern: /(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?(?!\w)/g,
    isOne: hasIbanCheck,
  },
  card: { pattern: /(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w.-]?\d)/g, isOne: hasLuhnCheck },
};

/** ISO 13616: the first four characters go to the end, letters become numbers, and the rest by 97 is 1. */
function hasIbanCheck(text: string): boolean {
  const plain = text.replaceAll(' ', '');
  const digits = (plain.slice(4) + plain.slice(0, 4)).replaceAll(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  return BigInt(digits) % 97n === 1n;
}

/** ISO/IEC 7812: every second digit from the right is doubled, and the sum of all digits is a multiple of 10. */
function hasLuhnCheck(text: string): boolean {
  const digits = Array.from(text.replaceAll(/\D/g, ''), Number).reverse();
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

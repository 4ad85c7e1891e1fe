import { CHARACTER, IDENTIFIER, LPAREN, NUMBER, PUNCTUATOR, RPAREN, type TokenTable } from './tokens.ts';

/**
 * The value of an `#if`'s expression, macros already expanded: what is left of names counts as 0, as C says.
 * Never throws: an expression that cannot be read counts as false.
 */
export function evaluate(ids: ArrayLike<number>, table: TokenTable): boolean {
  const parser = new Expression(ids, table);
  return parser.conditional() !== 0n;
}

const BINARY: Record<string, [level: number, apply: (a: bigint, b: bigint) => bigint]> = {
  '||': [1, (a, b) => truth(a !== 0n || b !== 0n)],
  '&&': [2, (a, b) => truth(a !== 0n && b !== 0n)],
  '|': [3, (a, b) => a | b],
  '^': [4, (a, b) => a ^ b],
  '&': [5, (a, b) => a & b],
  '==': [6, (a, b) => truth(a === b)],
  '!=': [6, (a, b) => truth(a !== b)],
  '<': [7, (a, b) => truth(a < b)],
  '>': [7, (a, b) => truth(a > b)],
  '<=': [7, (a, b) => truth(a <= b)],
  '>=': [7, (a, b) => truth(a >= b)],
  '<<': [8, (a, b) => (b >= 0n && b < 64n ? a << b : 0n)],
  '>>': [8, (a, b) => (b >= 0n && b < 64n ? a >> b : 0n)],
  '+': [9, (a, b) => a + b],
  '-': [9, (a, b) => a - b],
  '*': [10, (a, b) => a * b],
  '/': [10, (a, b) => (b === 0n ? 0n : a / b)],
  '%': [10, (a, b) => (b === 0n ? 0n : a % b)],
};

const truth = (value: boolean) => (value ? 1n : 0n);

class Expression {
  readonly #ids: ArrayLike<number>;
  readonly #table: TokenTable;
  #at = 0;
  #depth = 0;

  constructor(ids: ArrayLike<number>, table: TokenTable) {
    this.#ids = ids;
    this.#table = table;
  }

  #peek(): string {
    return this.#at < this.#ids.length ? this.#table.text(this.#ids[this.#at]!) : '';
  }

  conditional(): bigint {
    // so deep an expression is no condition anyone wrote
    if (++this.#depth > 200) return 0n;
    const condition = this.#binary(1);
    if (this.#peek() === '?') {
      this.#at++;
      const yes = this.conditional();
      if (this.#peek() === ':') this.#at++;
      const no = this.conditional();
      this.#depth--;
      return condition !== 0n ? yes : no;
    }
    this.#depth--;
    return condition;
  }

  #binary(level: number): bigint {
    let left = this.#unary();
    for (;;) {
      const operator = BINARY[this.#peek()];
      if (!operator || operator[0] < level) return left;
      this.#at++;
      left = BigInt.asIntN(64, operator[1](left, this.#binary(operator[0] + 1)));
    }
  }

  #unary(): bigint {
    if (this.#at >= this.#ids.length || this.#depth > 200) return 0n;
    this.#depth++;
    const value = this.#operand();
    this.#depth--;
    return value;
  }

  #operand(): bigint {
    const id = this.#ids[this.#at++]!;
    const kind = this.#table.kinds[id];
    if (kind === NUMBER) return numberOf(this.#table.text(id));
    if (kind === CHARACTER) return BigInt(this.#table.text(id).charCodeAt(1) || 0);
    if (kind === PUNCTUATOR) {
      if (id === LPAREN) {
        const value = this.conditional();
        if (this.#ids[this.#at] === RPAREN) this.#at++;
        return value;
      }
      switch (this.#table.text(id)) {
        case '!':
          return truth(this.#unary() === 0n);
        case '-':
          return -this.#unary();
        case '+':
          return this.#unary();
        case '~':
          return ~this.#unary();
      }
      return 0n;
    }
    // An unknown name used like a function is as good as an unknown name.
    if (kind === IDENTIFIER && this.#ids[this.#at] === LPAREN) {
      let depth = 0;
      do {
        const next = this.#ids[this.#at++];
        if (next === LPAREN) depth++;
        else if (next === RPAREN) depth--;
      } while (depth > 0 && this.#at < this.#ids.length);
    }
    return 0n;
  }
}

function numberOf(text: string): bigint {
  const digits = text.replace(/[uUlL]+$/, '');
  try {
    return BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  } catch {
    return 0n;
  }
}

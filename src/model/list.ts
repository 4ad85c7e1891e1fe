/**
 * The kernel's doubly linked lists: a head, and nodes embedded in what they link. Adding and removing are O(1), also in the journal,
 * which copies of arrays would not be.
 * @module
 */
import { Cell, fields, type Journal } from './journal.ts';

/** A node, or a head if `owner` is null. A node that is on no list points to itself. */
export class ListHead<T> extends Cell {
  declare next: ListHead<T>;
  declare prev: ListHead<T>;
  /** What the node is embedded in. */
  readonly owner: T;

  constructor(j: Journal, owner: T) {
    super(j);
    this.owner = owner;
    this.f[0] = this;
    this.f[1] = this;
  }
}
fields(ListHead, { next: undefined as never, prev: undefined as never });

function insert<T>(node: ListHead<T>, prev: ListHead<T>, next: ListHead<T>): void {
  next.prev = node;
  node.next = next;
  node.prev = prev;
  prev.next = node;
}

export function list_add<T>(node: ListHead<T>, head: ListHead<T>): void {
  insert(node, head, head.next);
}

export function list_add_tail<T>(node: ListHead<T>, head: ListHead<T>): void {
  insert(node, head.prev, head);
}

/** Removes the node and leaves it empty, so that removing it twice does no harm. */
export function list_del_init<T>(node: ListHead<T>): void {
  const { prev, next } = node;
  next.prev = prev;
  prev.next = next;
  node.next = node;
  node.prev = node;
}

export function list_empty<T>(head: ListHead<T>): boolean {
  return head.next === head;
}

/** Puts `node` where `old` was. */
export function list_replace_init<T>(old: ListHead<T>, node: ListHead<T>): void {
  if (list_empty(old)) return;
  insert(node, old.prev, old.next);
  old.next = old;
  old.prev = old;
}

/** Moves all of `list` to the tail of `head`. */
export function list_splice_tail_init<T>(list: ListHead<T>, head: ListHead<T>): void {
  if (list_empty(list)) return;
  const first = list.next;
  const last = list.prev;
  const tail = head.prev;
  first.prev = tail;
  tail.next = first;
  last.next = head;
  head.prev = last;
  list.next = list;
  list.prev = list;
}

/** The owners in list order. Safe against removal of the one at hand. */
export function* list_for_each<T>(head: ListHead<T>): Generator<T, void, void> {
  for (let node = head.next; node !== head; ) {
    const next = node.next;
    yield node.owner;
    node = next;
  }
}

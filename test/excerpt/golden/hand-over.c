/* Gives every lodger of @guest to the keeper; hand_over() may sleep. */
static struct guest *hand_over(struct guest *guest, unsigned long flags,
			       struct list_head *left)
{
	struct guest *keeper = guest->keeper, *lodger;
	int	nr = 1;		/* the keeper itself */

	write_lock(&house_lock);
	list_for_each(lodger, &guest->lodgers) {
		if (lodger->flags & flags & ~0x10UL && lodger->keeper != keeper)
			lodger->on_leave = sweep;
		pr_debug("hand_over <%d> -> %s & more\n", nr++, lodger->name);
	}
#ifdef CONFIG_ATTIC
	attic_sweep(guest);
#endif
	write_unlock(&house_lock);

	return keeper;
}

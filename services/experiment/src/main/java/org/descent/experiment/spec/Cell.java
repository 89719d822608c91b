package org.descent.experiment.spec;

import java.util.Set;
import org.descent.experiment.Variant;

/**
 * A place of the grid.
 *
 * @param variant that stands there
 * @param unread what it does not read of what is written
 */
record Cell(Variant variant, Set<Unread> unread) {}

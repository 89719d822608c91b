package org.descent.experiment.search.space;

import org.descent.contracts.Decimal;

/**
 * Something that a search chooses.
 *
 * @param path where it stands in the document
 * @param domain a {@link Range} or a {@link Choice}
 * @param parent the place in the space of the choice within one of whose options it exists; −1 if
 *     it always exists
 * @param option the place of that option; −1 if it always exists
 */
public record Parameter(String path, Domain domain, int parent, int option) {
  /** What it is chosen from, for people. */
  public String inWords() {
    return domain instanceof Choice choice
        ? String.join(", ", choice.options().stream().map(Choice.Option::label).toList())
        : domain.toString();
  }

  /** Whether its values have an order. */
  public boolean ordered() {
    return domain instanceof Range;
  }

  /** How many values it has; {@link Long#MAX_VALUE} for every float32 between two ends. */
  public long size() {
    return domain instanceof Range range ? range.size() : ((Choice) domain).options().size();
  }

  /** The coordinate of the value at {@code unit}: the same for all that stands for one value. */
  double canonical(double unit) {
    return domain instanceof Range range
        ? range.canonical(unit)
        : ((Choice) domain).unit(((Choice) domain).at(unit));
  }

  /** The value at {@code unit}: a number, or the plain tree of an option. */
  Object value(double unit) {
    return domain instanceof Range range
        ? range.at(unit)
        : ((Choice) domain).options().get(((Choice) domain).at(unit)).value();
  }

  /** The value at {@code unit} as it is written. */
  String text(double unit) {
    return domain instanceof Range range
        ? Decimal.text(range.at(unit).doubleValue())
        : ((Choice) domain).options().get(((Choice) domain).at(unit)).label();
  }
}

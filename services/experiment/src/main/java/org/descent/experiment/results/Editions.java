package org.descent.experiment.results;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * The ledgers of one submission. Of a document whose data are generated there is one. Of a document
 * on files there is one for the submission itself, which waits for data or tells why they cannot be
 * used, and one for each content that the files have had.
 */
public final class Editions {
  private Editions() {}

  /** What the last submission has become: an experiment on its data, or the submission itself. */
  public static Optional<Ledger> latest(Collection<Ledger> editions) {
    return editions.stream()
        .max(
            Comparator.comparingInt(Ledger::attempt)
                .thenComparing(ledger -> ledger.experiment().isOnItsData()));
  }

  /** The same of statuses, by submission: those of one submission may stand among others'. */
  public static Map<String, ExperimentStatus> latest(List<ExperimentStatus> statuses) {
    return statuses.stream()
        .collect(
            toMap(
                ExperimentStatus::submission,
                Function.identity(),
                BinaryOperator.maxBy(
                    Comparator.comparingInt(ExperimentStatus::attempt)
                        .thenComparing(ExperimentStatus::onItsData)),
                LinkedHashMap::new));
  }

  /** The ledgers that tell something: the submission itself only while no data answer it. */
  public static List<Ledger> shown(Collection<Ledger> editions) {
    var latest = latest(editions);
    return editions.stream()
        .filter(
            ledger -> ledger.dataset().isPresent() || latest.filter(l -> l == ledger).isPresent())
        .toList();
  }
}

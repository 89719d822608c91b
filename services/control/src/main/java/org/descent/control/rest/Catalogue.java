package org.descent.control.rest;

import java.util.function.Function;
import org.descent.control.plan.Experiments;
import org.descent.experiment.Experiment;
import org.descent.experiment.Variant;
import org.descent.experiment.results.Ledger;

/** The experiments as requests ask for them: of what is not there, a {@link Refused}. */
public record Catalogue(Experiments experiments) {
  /** The experiment with this id. */
  public Experiment find(String id) {
    return experiments.find(id).orElseThrow(() -> Refused.unknown(id));
  }

  /** What its ledger answers. */
  public <T> T ask(String id, Function<Ledger, T> question) {
    return experiments.ask(id, question).orElseThrow(() -> Refused.unknown(id));
  }

  /** One of its variants. */
  public static Variant variant(Experiment experiment, int ordinal) {
    int count = experiment.variants().size();
    if (ordinal < 0 || ordinal >= count) {
      throw Refused.bad("variant " + ordinal + ", expected 0 to " + (count - 1));
    }
    return experiment.variants().get(ordinal);
  }
}

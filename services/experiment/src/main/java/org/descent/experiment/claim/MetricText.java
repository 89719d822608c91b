package org.descent.experiment.claim;

import java.util.Locale;
import java.util.Optional;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.Split;
import org.descent.experiment.claim.Metric.Kind;

/** Reads metrics: {@code iterations}, {@code test.error}, {@code first(accuracy >= 1)}. */
record MetricText(Reading in) {
  /** In brackets. */
  Metric bracketed() {
    in.need("(");
    var metric = metric();
    in.need(")");
    return metric;
  }

  Metric metric() {
    in.space();
    int before = in.at();
    var word = in.word();
    if (word.equals("iterations")) {
      return Metric.ITERATIONS;
    }
    if (word.equals("first") && in.takes("(")) {
      return first();
    }
    if (InstrumentSpec.finder(word).isPresent()) {
      return new Metric(Kind.INSTRUMENT, null, word);
    }
    int first = word.indexOf('.');
    int last = word.lastIndexOf('.');
    var split = first < 0 ? Optional.<Split>empty() : Split.of(word.substring(0, first));
    int from = split.isPresent() ? first + 1 : 0;
    var head = from < last ? word.substring(from, last) : "";
    var kind = word.substring(last + 1).toUpperCase(Locale.ROOT);
    for (var known : new Kind[] {Kind.LOSS, Kind.ACCURACY, Kind.ERROR}) {
      if (known.name().equals(kind)) {
        return new Metric(known, split.orElse(Split.TRAIN), head);
      }
    }
    in.back(before);
    throw in.stray(
        "iterations, or loss, accuracy or error, perhaps of a split and a head: test.error,"
            + " test.label.error, what an instrument finds: sharpness, or the first iteration of"
            + " something: first(label.accuracy >= 1)");
  }

  private Metric first() {
    var limits = new LimitsText(in);
    var curve = in.word();
    if (curve.isEmpty()) {
      throw in.stray("a curve");
    }
    int before = in.at();
    if (limits.relation().isEmpty()) {
      throw in.stray("<, <=, > or >=");
    }
    in.back(before);
    var until = limits.bounds();
    in.need(")");
    return Metric.first(curve, until);
  }
}

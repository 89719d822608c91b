package org.descent.control.rest;

import java.util.List;
import org.descent.experiment.spec.Problem;

/**
 * Why a request was not fulfilled.
 *
 * @param title one line for people
 * @param problems what is wrong with an experiment that was handed in; otherwise empty
 */
public record Refusal(String title, List<Problem> problems) {
  public Refusal {
    problems = List.copyOf(problems);
  }

  Refusal(String title) {
    this(title, List.of());
  }
}

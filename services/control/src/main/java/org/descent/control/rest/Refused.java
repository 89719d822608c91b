package org.descent.control.rest;

import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import org.descent.experiment.spec.Problem;

/** A request cannot be fulfilled; the answer is {@code status} with a {@link Refusal}. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Status status;
  private final transient Refusal refusal;

  /**
   * With nothing to say but one line.
   *
   * @param title for people
   */
  public Refused(Status status, String title) {
    this(status, title, List.of());
  }

  Refused(Status status, String title, List<Problem> problems) {
    super(title);
    this.status = status;
    this.refusal = new Refusal(title, problems);
  }

  /** There is no such experiment. */
  public static Refused unknown(String experiment) {
    return new Refused(Status.NOT_FOUND, "there is no experiment " + experiment);
  }

  /** What was asked for makes no sense. */
  public static Refused bad(String title) {
    return new Refused(Status.BAD_REQUEST, title);
  }

  Status status() {
    return status;
  }

  Refusal refusal() {
    return refusal;
  }
}

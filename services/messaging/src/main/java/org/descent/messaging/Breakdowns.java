package org.descent.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.descent.contracts.Reason;
import org.jboss.logging.Logger;

/**
 * What has broken in this process for good: it is not alive any more, and has to be started anew.
 * What concerns one cohort, trial or experiment does not belong here; that one fails.
 */
@ApplicationScoped
public class Breakdowns {
  private static final Logger LOG = Logger.getLogger(Breakdowns.class);

  /** The first ones say why; the others follow from them. */
  private static final int KEPT = 5;

  private final Map<String, String> reasons = new LinkedHashMap<>();

  /** Without a reason where there was no memory to make one. */
  private volatile boolean broken;

  /**
   * Remembers that {@code trouble} has stopped something for good.
   *
   * @param where for example {@code channel trainerCohorts}
   */
  public void note(String where, Throwable trouble) {
    broken = true;
    boolean news = false;
    synchronized (reasons) {
      if (reasons.size() < KEPT) {
        news = reasons.putIfAbsent(where, Reason.of(trouble)) == null;
      }
    }
    if (news) {
      LOG.errorf(trouble, "%s has broken down", where);
    }
  }

  /** {@code work} for a thread that nobody would miss: whatever leaves it is noted. */
  public Runnable watching(String where, Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException | Error e) {
        note(where, e);
        throw e;
      }
    };
  }

  /** Whether there is any. */
  public boolean any() {
    return broken;
  }

  /** Where → why, in the order of time, one line each. */
  public Map<String, String> reasons() {
    synchronized (reasons) {
      return new LinkedHashMap<>(reasons);
    }
  }
}

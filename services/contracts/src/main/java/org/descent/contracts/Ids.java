package org.descent.contracts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Identities are derived, never drawn: the same specification yields the same experiment, cohort
 * and trial ids, so that redelivery and re-submission are harmless.
 */
public final class Ids {
  private Ids() {}

  /**
   * {@code name-xxxxxxxx}: the name and the first 8 hex digits of the SHA-256 of the canonical
   * specification.
   */
  public static String experiment(String name, String canonicalSpec) {
    return name + "-" + sha256(canonicalSpec.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
  }

  /**
   * The same of a specification that names files: their content belongs to it.
   *
   * @param submission the id of the specification alone
   * @param content SHA-256 of the examples that were read from the files, hex digits
   */
  public static String experiment(String name, String submission, String content) {
    return experiment(name, submission + "\n" + content);
  }

  /** {@code experiment.variant.seed}, for example {@code xor-1f2e3d4c.0.7}. */
  public static String trial(String experiment, int variant, long seed) {
    return new TrialId(experiment, variant, seed).toString();
  }

  /** {@code experiment.cNNNN}: the ordinal of the cohort within its experiment. */
  public static String cohort(String experiment, int ordinal) {
    return String.format(java.util.Locale.ROOT, "%s.c%04d", experiment, ordinal);
  }

  /** SHA-256 as 64 lower-case hex digits. */
  public static String sha256(byte[] content) {
    return HexFormat.of().formatHex(sha256Digest().digest(content));
  }

  /** A fresh SHA-256 digest; every Java platform has one. */
  public static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java platform lacks SHA-256", e);
    }
  }
}

package org.descent.standalone.pipeline;

import java.security.SecureRandom;
import java.util.Base64;

/** Tokens for control's REST interface. */
public final class AccessToken {
  private static final int BYTES = 32;

  private AccessToken() {}

  /** One that nobody can guess: 256 random bits as 43 letters, digits, {@code -} and {@code _}. */
  public static String fresh() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

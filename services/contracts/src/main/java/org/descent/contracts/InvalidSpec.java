package org.descent.contracts;

/**
 * The user's specification cannot be carried out. The message names the value, where it stands and
 * what was expected; it is shown to the user as it is.
 */
public final class InvalidSpec extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidSpec(String message) {
    super(message);
  }

  /** Throws unless {@code holds}; the message is {@code String.format(message, values)}. */
  public static void unless(boolean holds, String message, Object... values) {
    if (!holds) {
      throw new InvalidSpec(String.format(java.util.Locale.ROOT, message, values));
    }
  }
}

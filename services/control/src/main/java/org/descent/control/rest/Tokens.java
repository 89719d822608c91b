package org.descent.control.rest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The tokens that open control, each with its {@link Role}. Whoever shows one is told nothing by
 * the time that it takes to see whether it is one of them. Messages never contain a token.
 */
final class Tokens {
  /** The fewest characters of one: what is shorter could be guessed. */
  static final int SHORTEST = 16;

  private static final Pattern ENTRY = Pattern.compile("([a-z]+):([\\x21-\\x7e&&[^,#]]+)");
  private static final Pattern SESSION = Pattern.compile("([0-9]{1,18})\\.([A-Za-z0-9_-]{43})");
  private static final String HMAC = "HmacSHA256";

  /** Tokens by what they are written as. */
  private final Map<String, Role> roles;

  private Tokens(Map<String, Role> roles) {
    this.roles = roles;
  }

  /** None. */
  static Tokens none() {
    return new Tokens(Map.of());
  }

  /**
   * Those in {@code text}.
   *
   * @param where it comes from, for messages
   * @throws IllegalArgumentException naming the entry that is none, by its place
   */
  static Tokens in(String text, String where) {
    var roles = new LinkedHashMap<String, Role>();
    for (var entry : entries(text)) {
      var parts = ENTRY.matcher(entry);
      var role = parts.matches() ? Role.of(parts.group(1)) : Optional.<Role>empty();
      if (role.isEmpty() || parts.group(2).length() < SHORTEST) {
        throw new IllegalArgumentException(
            String.format(
                "%s: token %d is not ROLE:TOKEN with a role of read, write or metrics and a token"
                    + " of %d characters or more; 'descent token' makes one",
                where, roles.size() + 1, SHORTEST));
      }
      roles.merge(parts.group(2), role.get(), (a, b) -> a.covers(b) ? a : b);
    }
    return new Tokens(roles);
  }

  private static List<String> entries(String text) {
    var entries = new ArrayList<String>();
    for (var line : text.lines().toList()) {
      for (var entry : line.replaceFirst("#.*", "").split("[,\\s]+")) {
        if (!entry.isEmpty()) {
          entries.add(entry);
        }
      }
    }
    return entries;
  }

  /** These and {@code others}. */
  Tokens and(Tokens others) {
    var all = new LinkedHashMap<>(roles);
    others.roles.forEach((token, role) -> all.merge(token, role, (a, b) -> a.covers(b) ? a : b));
    return new Tokens(all);
  }

  /** These and one more. */
  Tokens and(String token, Role role) {
    return and(new Tokens(Map.of(token, role)));
  }

  boolean isEmpty() {
    return roles.isEmpty();
  }

  /** What {@code token} is good for; empty if it is none of these. */
  Optional<Role> role(String token) {
    var shown = digest(token);
    Role found = null;
    for (var known : roles.entrySet()) {
      if (MessageDigest.isEqual(digest(known.getKey()), shown)) {
        found = known.getValue();
      }
    }
    return Optional.ofNullable(found);
  }

  /**
   * What stands for {@code token} until then; whoever finds it does not have the token. It ends
   * early with the token itself.
   */
  static String session(String token, Instant until) {
    return until.getEpochSecond() + "." + seal(token, until.getEpochSecond());
  }

  /** What {@code session} is good for; empty if it has ended or is of none of these tokens. */
  Optional<Role> roleOfSession(String session, Instant now) {
    var parts = SESSION.matcher(session);
    if (!parts.matches() || Long.parseLong(parts.group(1)) <= now.getEpochSecond()) {
      return Optional.empty();
    }
    var shown = parts.group(2).getBytes(StandardCharsets.US_ASCII);
    Role found = null;
    for (var known : roles.entrySet()) {
      var seal = seal(known.getKey(), Long.parseLong(parts.group(1)));
      if (MessageDigest.isEqual(seal.getBytes(StandardCharsets.US_ASCII), shown)) {
        found = known.getValue();
      }
    }
    return Optional.ofNullable(found);
  }

  private static String seal(String token, long until) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), HMAC));
      var sealed = mac.doFinal(("descent session until " + until).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** Of equal length whatever the token's is. */
  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}

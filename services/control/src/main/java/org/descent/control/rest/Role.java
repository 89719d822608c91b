package org.descent.control.rest;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a token is good for; each role may do what those before it may. */
enum Role {
  /** Whoever asks: whether control is well, and the page's own files, which tell of nothing. */
  ANYBODY,
  METRICS,
  READ,
  WRITE;

  private static final Set<String> PAGE =
      Set.of("/", "/index.html", "/page.css", "/descent.css", "/favicon.svg", LoginResource.PATH);

  /** Asks with a body, and changes nothing. */
  private static final String VALIDATE = "/api/validate";

  /** Whom a request has to come from. */
  static Role neededFor(String method, String path) {
    boolean looks = Set.of("GET", "HEAD", "OPTIONS").contains(method);
    if (isBelow(path, "/q/health") || path.equals(LoginResource.PATH)) {
      return ANYBODY;
    } else if (looks && isOfThePage(path)) {
      return ANYBODY;
    } else if (looks && isBelow(path, "/q/metrics")) {
      return METRICS;
    }
    return looks || path.equals(VALIDATE) ? READ : WRITE;
  }

  private static boolean isOfThePage(String path) {
    return PAGE.contains(path) || path.startsWith("/js/") || path.startsWith("/_static/");
  }

  private static boolean isBelow(String path, String root) {
    return path.equals(root) || path.startsWith(root + "/");
  }

  boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** As people write it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role that is written so, of those that a token can have. */
  static Optional<Role> of(String word) {
    return Stream.of(METRICS, READ, WRITE).filter(role -> role.word().equals(word)).findFirst();
  }
}

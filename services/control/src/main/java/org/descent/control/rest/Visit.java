package org.descent.control.rest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a request may come in. A browser sends whatever page is open in it: a page from elsewhere
 * must not write here (its address says where it comes from, RFC 6454, and so does what browsers
 * tell of its site, W3C Fetch Metadata), nor read by a name of its own that is made to mean this
 * machine (DNS rebinding), so only names are answered to that nobody elsewhere can have.
 *
 * @param method of HTTP
 * @param path from {@code /} on
 * @param host as the request names this server, with its port; null if it does not
 * @param origin of the page that asks; null where there is none
 * @param site what the browser says of that page's site; null where it says nothing
 */
record Visit(String method, String path, String host, String origin, String site) {
  private static final int FORBIDDEN = 403;
  private static final int MISDIRECTED = 421;

  /** Those only look. */
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  /** What a cluster asks by whatever address it has, and which tells nothing of experiments. */
  private static final String HEALTH = "/q/health";

  private static final Pattern ADDRESS =
      Pattern.compile("\\[[0-9a-fA-F:.%]+]|[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern PORT = Pattern.compile(":[0-9]*$");

  /**
   * Why it may not come in.
   *
   * @param status of the answer
   */
  record Objection(int status, String line) {}

  /**
   * Why it may not, in a line; empty if it may.
   *
   * @param hosts names besides, of which one that begins with a point stands for all that end so
   */
  Optional<Objection> objection(List<String> hosts) {
    if (!path.startsWith(HEALTH) && (host == null || !isOurs(name(host), hosts))) {
      return Optional.of(
          new Objection(
              MISDIRECTED,
              String.format(
                  "%s is no name of this control, expected an address, localhost, or one of"
                      + " descent.hosts (DESCENT_HOSTS)",
                  host == null ? "nothing" : shown(host))));
    }
    if (SAFE.contains(method)) {
      return Optional.empty();
    }
    if (origin != null && !isOurs(origin, host, hosts)) {
      return Optional.of(
          new Objection(FORBIDDEN, "a page of " + shown(origin) + " may not write here"));
    }
    boolean elsewhere = origin == null && site != null && !site.matches("same-origin|none");
    return elsewhere
        ? Optional.of(new Objection(FORBIDDEN, "a page of another site may not write here"))
        : Optional.empty();
  }

  private static boolean isOurs(String origin, String host, List<String> hosts) {
    int scheme = origin.indexOf("://");
    if (scheme < 0) {
      return false; // null, as of a page in a sandbox
    }
    var authority = origin.substring(scheme + 3);
    return authority.equalsIgnoreCase(host) || isListed(name(authority), hosts);
  }

  private static boolean isOurs(String name, List<String> hosts) {
    return ADDRESS.matcher(name).matches()
        || !name.isEmpty() && !name.contains(".") // of this machine or its network alone
        || name.endsWith(".localhost")
        || isListed(name, hosts);
  }

  private static boolean isListed(String name, List<String> hosts) {
    return hosts.stream()
        .map(host -> host.strip().toLowerCase(Locale.ROOT))
        .anyMatch(
            host ->
                host.equals(name)
                    || host.length() > 1 && host.startsWith(".") && name.endsWith(host));
  }

  private static String name(String authority) {
    var name = PORT.matcher(authority).replaceFirst("").toLowerCase(Locale.ROOT);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** What somebody else has written, for a line. */
  private static String shown(String text) {
    var line = text.replaceAll("[^\\x21-\\x7e]", "?");
    return line.length() > 100 ? line.substring(0, 100) + "…" : line;
  }
}

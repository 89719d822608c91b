package org.descent.control.rest;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.descent.control.ControlConfig;
import org.descent.control.rest.Visit.Objection;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Who may do what. Where control is reached from its own machine alone it asks for a token only if
 * it was given some; where others reach it there have to be some, or the word {@code none}.
 */
@Singleton
class Access {
  /** The cookie in which a browser keeps a session. */
  static final String COOKIE = "descent-session";

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final String OPEN = "none";
  private static final String BEARER = "bearer ";

  private final Tokens tokens;
  private final boolean openMetrics;

  /**
   * @throws ConfigurationException in one line, if a setting cannot be used or none says who may
   *     come in from elsewhere
   */
  Access(
      ControlConfig config,
      @ConfigProperty(name = "quarkus.http.host", defaultValue = "127.0.0.1") String host) {
    var given = config.tokens().map(String::strip).orElse("");
    var asked =
        (given.equals(OPEN) ? Tokens.none() : read(given, "descent.tokens"))
            .and(config.tokensFile().map(Access::read).orElse(Tokens.none()));
    if (asked.isEmpty() && !given.equals(OPEN) && !isLoopback(host)) {
      throw new ConfigurationException(
          "control would be reached at "
              + host
              + " by others than this machine, expected tokens in DESCENT_TOKENS or"
              + " DESCENT_TOKENS_FILE ('descent token' makes one), or DESCENT_TOKENS=none to let"
              + " everybody in");
    }
    tokens =
        asked.isEmpty()
            ? asked
            : config.processToken().map(own -> asked.and(own, Role.WRITE)).orElse(asked);
    openMetrics = config.openMetrics();
  }

  private static Tokens read(Path file) {
    try {
      var found = read(Files.readString(file), file.toString());
      if (found.isEmpty()) {
        throw new ConfigurationException(file + " has no token, expected lines of ROLE:TOKEN");
      }
      return found;
    } catch (IOException e) {
      throw new ConfigurationException(
          "descent.tokens-file " + file + " cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static Tokens read(String text, String where) {
    try {
      return Tokens.in(text, where);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(e.getMessage());
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Whether anybody who gets here may do anything. */
  boolean isOpen() {
    return tokens.isEmpty();
  }

  /** What a token is good for. */
  Optional<Role> role(String token) {
    return tokens.role(token);
  }

  /**
   * What whoever shows these may do.
   *
   * @param authorization the header; null if there is none
   * @param session what the cookie says; null if there is none
   */
  Role role(String authorization, String session) {
    if (isOpen()) {
      return Role.WRITE;
    }
    if (authorization != null) {
      boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
      return bearer
          ? role(authorization.substring(BEARER.length()).strip()).orElse(Role.ANYBODY)
          : Role.ANYBODY;
    }
    return session == null
        ? Role.ANYBODY
        : tokens.roleOfSession(session, Instant.now()).orElse(Role.ANYBODY);
  }

  /** Why a request may not come in, in a line; empty if it may. */
  Optional<Objection> objection(String method, String path, String authorization, String session) {
    var needed = Role.neededFor(method, path);
    if (needed == Role.METRICS && openMetrics) {
      return Optional.empty();
    }
    var role = role(authorization, session);
    if (role.covers(needed)) {
      return Optional.empty();
    }
    if (role == Role.ANYBODY) {
      boolean shown = authorization != null || session != null;
      return Optional.of(
          new Objection(
              UNAUTHORIZED,
              (shown ? "this token is none of control's" : "control asks for a token")
                  + ", expected one in --token, DESCENT_TOKEN, or the page's login"));
    }
    return Optional.of(
        new Objection(
            FORBIDDEN,
            "a token of the role "
                + role.word()
                + " may not do this, expected one of "
                + needed.word()));
  }
}

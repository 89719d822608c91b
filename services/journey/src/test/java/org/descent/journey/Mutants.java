package org.descent.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;

/** What people and broken disks make of files: a few changes at random. */
record Mutants(Random random) {
  /** What stands where something else was expected. */
  static final List<String> NASTY =
      List.of(
          "1e308",
          "-1e308",
          "1e-400",
          "NaN",
          ".nan",
          ".inf",
          "-.inf",
          "9223372036854775807",
          "-9223372036854775808",
          "99999999999999999999999999",
          "2147483648",
          "-1",
          "0",
          "-0.0",
          "null",
          "~",
          "",
          "true",
          "[]",
          "{}",
          "[[[[[[]]]]]]",
          "\"\"",
          "'\\0'",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\u202e",
          "\ud83d\ude00",
          "\ufeff",
          "../../etc/passwd",
          "/dev/zero",
          "/proc/self/environ",
          "file:///etc/passwd",
          "http://127.0.0.1/",
          "&a [*a]",
          "*a",
          "!!java.lang.Runtime x",
          "!!binary aGk=",
          "<<: {a: 1}",
          "? [a]: b",
          "0x10",
          "0o17",
          "1_000",
          "12:30:45",
          "2001-01-01",
          "\"</script>\"",
          "\"=1+1\"",
          "\"a\\nb\"",
          "%s%n",
          "${jndi:ldap://x}",
          "{a: &x {b: *x}}",
          "|\n  x\n",
          ">-\n  y");

  private static final int MOST_CHANGES = 4;

  /** A text of lines with up to four changes. */
  String of(String text) {
    var lines = new ArrayList<>(List.of(text.split("\n", -1)));
    for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
      change(lines);
    }
    return String.join("\n", lines);
  }

  private void change(List<String> lines) {
    int at = random.nextInt(lines.size());
    var line = lines.get(at);
    int place = line.isEmpty() ? 0 : random.nextInt(line.length());
    switch (random.nextInt(9)) {
      case 0 -> {
        if (lines.size() > 1) {
          lines.remove(at);
        }
      }
      case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
      case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
      case 3 -> lines.set(at, line.substring(0, line.indexOf(':') + 1) + " " + nasty());
      case 4 -> lines.set(at, line.replaceAll("[0-9.]+", Matcher.quoteReplacement(nasty())));
      case 5 ->
          lines.set(
              at, line.substring(0, place) + (char) random.nextInt(0x3000) + line.substring(place));
      case 6 -> lines.set(at, " ".repeat(random.nextInt(8)) + line.strip());
      case 7 -> lines.set(at, line.substring(0, place));
      default -> lines.set(at, line.replace("{", "[").replace("}", "]"));
    }
  }

  private String nasty() {
    return NASTY.get(random.nextInt(NASTY.size()));
  }

  /** Bytes with one or two changes, mostly where files say what they hold. */
  byte[] of(byte[] bytes) {
    var once = once(bytes);
    return random.nextInt(3) == 0 ? once(once) : once;
  }

  private byte[] once(byte[] bytes) {
    if (bytes.length == 0) {
      return bytes;
    }
    int place = random.nextInt(bytes.length);
    return switch (random.nextInt(5)) {
      case 0 -> noisy(bytes, Math.min(bytes.length, 140), 8);
      case 1 -> noisy(bytes, bytes.length, 30);
      case 2 -> Arrays.copyOf(bytes, place);
      case 3 -> Arrays.copyOf(bytes, bytes.length + random.nextInt(64));
      default -> {
        var out = new ByteArrayOutputStream();
        out.write(bytes, 0, place);
        out.writeBytes(nasty().getBytes(UTF_8));
        out.write(bytes, place, bytes.length - place);
        yield out.toByteArray();
      }
    };
  }

  private byte[] noisy(byte[] bytes, int within, int most) {
    var noisy = bytes.clone();
    for (int i = random.nextInt(most); i >= 0; i--) {
      noisy[random.nextInt(within)] = (byte) random.nextInt(256);
    }
    return noisy;
  }
}

package org.descent.transport;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;

/**
 * Reads texts so that one which has been read lately is there once: a log says the same names of a
 * hundred thousand trials. What is forgotten is only read into a text of its own again, so threads
 * that overwrite each other's do no harm.
 */
final class SharedTexts extends StdScalarDeserializer<String> {
  private static final long serialVersionUID = 1L;

  /** A power of two; ids of trials, of which each is another, come in between. */
  private static final int PLACES = 1 << 12;

  /** Names are shorter. */
  private static final int LONGEST = 200;

  private final String[] known = new String[PLACES];

  SharedTexts() {
    super(String.class);
  }

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING || parser.getTextLength() > LONGEST) {
      return StringDeserializer.instance.deserialize(parser, context);
    }
    return shared(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
  }

  private String shared(char[] characters, int offset, int length) {
    int hash = length;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + characters[i];
    }
    int place = (hash ^ hash >>> 12 ^ hash >>> 24) & PLACES - 1;
    var before = known[place];
    if (before != null && before.length() == length) {
      int same = 0;
      while (same < length && before.charAt(same) == characters[offset + same]) {
        same++;
      }
      if (same == length) {
        return before;
      }
    }
    var text = new String(characters, offset, length);
    known[place] = text;
    return text;
  }
}

package org.descent.messaging;

import java.util.List;

/**
 * One of the services in this process; each makes a bean of itself.
 *
 * @param name for example {@code trainer}
 * @param topics that have to be there before its channels open; none if it makes them itself
 */
public record Service(String name, List<String> topics) {
  public Service {
    topics = List.copyOf(topics);
  }
}

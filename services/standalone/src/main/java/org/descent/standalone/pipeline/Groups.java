package org.descent.standalone.pipeline;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;

/** The groups of consumers that a broker knows. */
final class Groups {
  private Groups() {}

  /**
   * Lets go of all members, when there can be none: those of a process that was killed would keep
   * their partitions for ten seconds.
   */
  static void forgetMembers(Admin admin) throws IOException {
    try {
      var groups = admin.listGroups().all().get().stream().map(GroupListing::groupId).toList();
      for (var group : admin.describeConsumerGroups(groups).all().get().values()) {
        if (!group.members().isEmpty()) {
          admin
              .removeMembersFromConsumerGroup(
                  group.groupId(), new RemoveMembersFromConsumerGroupOptions())
              .all()
              .get();
        }
      }
    } catch (ExecutionException e) {
      throw new IOException("the groups of its consumers: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

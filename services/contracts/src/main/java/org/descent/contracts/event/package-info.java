/** What travels through Kafka: one sealed family a topic, past tense, small and self-contained. */
package org.descent.contracts.event;

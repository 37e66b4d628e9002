"""What tests of services need: a private RabbitMQ."""

SA.open();
